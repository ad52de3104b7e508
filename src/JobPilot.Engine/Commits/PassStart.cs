namespace JobPilot.Engine.Commits;

/// <summary>With which state a split begins in a run: pure functions.</summary>
internal static class PassStart
{
    /// <summary>Whether a split's state is that of a back-fill.</summary>
    public static bool IsOfBackfill(string id) => id.Contains("@backfill:", StringComparison.Ordinal);

    /// <summary>Whether a split's state belongs to what is read.</summary>
    public static bool IsOf(ReadWindow window, string id) => window.IsBackfill ? id.EndsWith(window.Suffix, StringComparison.Ordinal) : !IsOfBackfill(id);

    /// <summary>Whether an open pass goes on; Invariant 5: behind the position that was committed last.</summary>
    public static bool GoesOn(CollectorPlan plan, SplitState? known, ReadWindow window, DateTimeOffset now, TimeSpan resumeWithin) =>
        known is { Done: false } && now - known.AsOf <= resumeWithin && known.Fingerprint == plan.Fingerprint && (known.Full || !window.Full);

    /// <summary>The state to begin with.</summary>
    /// <param name="plan">The collector.</param>
    /// <param name="known">What the home knows; null where it knows nothing.</param>
    /// <param name="window">What is read.</param>
    /// <param name="passStart">Start of a new pass.</param>
    /// <param name="now">Start of the run.</param>
    /// <param name="resumeWithin">Age up to which an open pass goes on.</param>
    public static SplitState Of(
        CollectorPlan plan, SplitState? known, ReadWindow window, DateTimeOffset passStart, DateTimeOffset now, TimeSpan resumeWithin)
    {
        if (GoesOn(plan, known, window, now, resumeWithin))
        {
            return known!.With(suspended: false);
        }

        // Other options may ask for what the bookmark would leave out.
        var full = !window.IsBackfill && (window.Full || (known is not null && known.Fingerprint != plan.Fingerprint));
        var since = window.IsBackfill ? window.Since : full ? null : SinceOf(plan, known);
        return new SplitState
        {
            Pass = (known?.Pass ?? 0) + 1,
            AsOf = passStart,
            Full = full,
            Since = since,
            Until = window.Until,
            Bookmark = known?.Bookmark,
            Fingerprint = plan.Fingerprint,
            Recent = known is not null && known.Since is null == since is null ? known.Recent : [],
            Retry = known?.Retry ?? [],
        };
    }

    /// <summary>A date in the future must not hide what comes until then.</summary>
    private static DateTimeOffset? SinceOf(CollectorPlan plan, SplitState? known)
    {
        if (known?.Bookmark?.HighWater is not { } newest)
        {
            return null;
        }

        var reached = newest < known.AsOf ? newest : known.AsOf;
        return reached - DateTimeOffset.MinValue > plan.Lag ? reached - plan.Lag : DateTimeOffset.MinValue;
    }
}
