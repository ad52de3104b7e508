namespace JobPilot;

/// <summary>What a run did to a row, the least first.</summary>
public enum RowDeed
{
    /// <summary>Found it as it was.</summary>
    Met = 0,

    /// <summary>Changed or removed it.</summary>
    Replaced = 1,

    /// <summary>Brought it.</summary>
    Inserted = 2,
}
