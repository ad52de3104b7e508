namespace JobPilot.Engine.Explain;

/// <summary>A listing that was looked for. Immutable.</summary>
public sealed class FoundRow
{
    /// <summary>Key of the listing.</summary>
    public required string Key { get; init; }

    /// <summary>Its own row, or the row of the listing that it was merged into.</summary>
    public required Record Row { get; init; }

    /// <summary>Whether the row is another listing's, which lists this one among its other sources.</summary>
    public bool IsMerged => Row.Key != Key;
}
