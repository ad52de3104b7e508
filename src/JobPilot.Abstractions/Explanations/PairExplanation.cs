namespace JobPilot;

/// <summary>Whether a processor holds two records to be one. Immutable.</summary>
/// <param name="isOne">Whether they are one in the home as it is.</param>
/// <param name="reason">Why, or what keeps them apart, in a sentence or two.</param>
public sealed class PairExplanation(bool isOne, string reason)
{
    /// <summary>Whether they are one in the home as it is.</summary>
    public bool IsOne { get; } = isOne;

    /// <summary>Why, or what keeps them apart.</summary>
    public string Reason { get; } = reason;

    /// <summary>All that is looked at, the strongest first; empty by default.</summary>
    public IReadOnlyList<PairEvidence> Evidence { get; init; } = [];

    /// <summary>Keys of the memory (blocks) that both have: without one in common two records never meet. Empty by default.</summary>
    public IReadOnlyList<string> SharedKeys { get; init; } = [];

    /// <summary>Keys of the records that link the two, in order, where they share nothing themselves; empty by default.</summary>
    public IReadOnlyList<string> Via { get; init; } = [];
}
