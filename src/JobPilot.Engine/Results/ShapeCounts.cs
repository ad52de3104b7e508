namespace JobPilot.Engine;

/// <summary>How the shape of a source differs from what was known of it, counted: fields by kind of change, and values that the contract took out. Immutable.</summary>
public sealed record ShapeCounts
{
    /// <summary>Fields that were never seen before.</summary>
    public long New { get; init; }

    /// <summary>Fields that have another JSON type than before.</summary>
    public long Retyped { get; init; }

    /// <summary>Fields that held whole numbers, and now hold numbers with a fraction.</summary>
    public long Widened { get; init; }

    /// <summary>Fields that used to be in nearly every record, and are in none of the run; known once a run has ended in order.</summary>
    public long Vanished { get; init; }

    /// <summary>Values that were taken out of records, since the contract discards their field.</summary>
    public long DiscardedValues { get; init; }
}
