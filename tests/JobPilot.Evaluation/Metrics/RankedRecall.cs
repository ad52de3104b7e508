namespace JobPilot.Evaluation.Metrics;

/// <summary>RP@k: right answers among the first k, over k or the number of labels, whichever is smaller.</summary>
internal static class RankedRecall
{
    /// <summary>Value of one row, 0..1.</summary>
    /// <param name="expected">The labels; at least one.</param>
    /// <param name="ranked">The answers, best first.</param>
    /// <param name="k">How many answers count.</param>
    public static double Of(IReadOnlyCollection<string> expected, IEnumerable<string> ranked, int k)
    {
        var labels = expected.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var right = ranked.Distinct(StringComparer.OrdinalIgnoreCase).Take(k).Count(labels.Contains);
        return (double)right / Math.Min(k, labels.Count);
    }
}
