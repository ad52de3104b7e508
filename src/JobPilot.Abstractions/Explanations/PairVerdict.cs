namespace JobPilot;

/// <summary>What comparing two records by one thing says.</summary>
public enum PairVerdict
{
    /// <summary>One of them does not have it, or it does not count here.</summary>
    NotCompared = 0,

    /// <summary>It is the same: the two are one.</summary>
    Same = 1,

    /// <summary>It differs: it does not make them one.</summary>
    Different = 2,
}
