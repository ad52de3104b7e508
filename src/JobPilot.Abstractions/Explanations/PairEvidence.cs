namespace JobPilot;

/// <summary>One thing by which two records are held to be one, or are not. Immutable.</summary>
/// <param name="name">Its name, as the processor writes it into rows: <c>apply_url</c>.</param>
/// <param name="verdict">What the comparison says.</param>
public sealed class PairEvidence(string name, PairVerdict verdict)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What the comparison says.</summary>
    public PairVerdict Verdict { get; } = verdict;

    /// <summary>How sure it makes where it holds, 0 to 1; null where that is not said.</summary>
    public double? Confidence { get; init; }

    /// <summary>How alike the two are, 0 to 1; null where nothing was measured.</summary>
    public double? Similarity { get; init; }

    /// <summary>What was compared, written as it is compared; empty by default.</summary>
    public IReadOnlyList<PairValue> Values { get; init; } = [];

    /// <summary>Why it was not compared, or what else is to be said; null for nothing.</summary>
    public string? Note { get; init; }
}
