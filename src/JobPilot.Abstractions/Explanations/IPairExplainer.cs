namespace JobPilot;

/// <summary>
/// Ability of a processor that joins records to say, for <c>explain duplicate</c>, whether it holds two to be one and what speaks for and against it. Called by one
/// thread at a time, outside of runs.
/// </summary>
public interface IPairExplainer
{
    /// <summary>Compares two records by the processor's own rules. Changes nothing, calls nobody, remembers nothing.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other; never the same key.</param>
    /// <returns>What it finds; null where neither is anything to the processor.</returns>
    PairExplanation? ExplainPair(PairSide first, PairSide second);
}
