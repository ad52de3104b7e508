namespace JobPilot.Engine.DeadLetters;

/// <summary>A letter in the dead-letter file, without its payload. Immutable.</summary>
public sealed class DeadLetterEntry
{
    /// <summary>Id; the same after every replay.</summary>
    public required string Id { get; init; }

    /// <summary>Run that rejected the record first.</summary>
    public required string RunId { get; init; }

    /// <summary>Component that rejected it last.</summary>
    public required string Component { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was rejected.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was rejected last, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Collector that the record came from.</summary>
    public required string Collector { get; init; }

    /// <summary>Split that it came from.</summary>
    public required string Split { get; init; }

    /// <summary>The source's own id; null where it gave none.</summary>
    public string? Key { get; init; }

    /// <summary>When the source gave it, UTC.</summary>
    public required DateTimeOffset RetrievedAt { get; init; }

    /// <summary>Whether it is invented.</summary>
    public required bool Demo { get; init; }

    /// <summary>Place of its line in the file.</summary>
    internal long Offset { get; init; }

    /// <summary>Bytes of its line.</summary>
    internal int Length { get; init; }
}
