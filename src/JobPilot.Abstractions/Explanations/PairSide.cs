namespace JobPilot;

/// <summary>One of two records that are compared. Immutable.</summary>
/// <param name="key">Its key.</param>
public sealed class PairSide(string key)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>
    /// The row of the home that stands for it: its own, or that of the record into which it was merged. Null where there is none. Not changed.
    /// </summary>
    public Record? Row { get; init; }

    /// <summary>The record itself: its own row, or what the pure processors make of its landed source. Null where neither is kept. Not changed.</summary>
    public Record? Record { get; init; }
}
