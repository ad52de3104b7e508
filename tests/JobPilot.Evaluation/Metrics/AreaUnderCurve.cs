namespace JobPilot.Evaluation.Metrics;

/// <summary>Area under the receiver operating characteristic: how often a positive scores above a negative, ties counting half.</summary>
internal static class AreaUnderCurve
{
    /// <summary>The area in percent; null where one of the kinds is absent.</summary>
    public static double? Of(IReadOnlyCollection<(double Score, bool IsPositive)> answers)
    {
        var (positives, rankSum, below) = (0, 0.0, 0);
        foreach (var tied in answers.GroupBy(answer => answer.Score).OrderBy(group => group.Key))
        {
            var (count, right) = (tied.Count(), tied.Count(answer => answer.IsPositive));
            rankSum += right * (below + ((count + 1) / 2.0));
            positives += right;
            below += count;
        }

        var negatives = below - positives;
        return positives == 0 || negatives == 0 ? null : 100.0 * (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
