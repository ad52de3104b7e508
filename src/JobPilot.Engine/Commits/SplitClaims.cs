using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>Takes splits over and decides for each whether its pass goes on or starts afresh, and from which moment on it reads.</summary>
internal sealed class SplitClaims(Home home, SplitLedger ledger, RunEnvironment environment)
{
    private DateTimeOffset _passStart;

    /// <summary>Whether this run goes on with an interrupted one.</summary>
    public bool Resumes { get; private set; }

    /// <summary>
    /// Whether sinks go on where they stand: this run resumes, or one of the other reach (live beside back-fill) was interrupted and will need what
    /// it has written.
    /// </summary>
    public bool SinksGoOn { get; private set; }

    /// <summary>Prefix of a fallback's splits, which have a state of their own so that the primary's cannot move.</summary>
    public static string FallbackPrefix(CollectorPlan plan) => $"{plan.Id}/fallback/";

    /// <summary>Whether a split is the collector's own, not its fallback's.</summary>
    public static bool IsOwn(CollectorPlan plan, string id) =>
        id.StartsWith($"{plan.Id}/", StringComparison.Ordinal) && !id.StartsWith(FallbackPrefix(plan), StringComparison.Ordinal);

    /// <summary>
    /// Looks whether an interrupted run is to be resumed: one of these splits, or one of a fallback, has an open pass that no orderly end suspended.
    /// What that run had completed is then not read again (Invariant 5).
    /// </summary>
    public void Begin(IReadOnlyDictionary<string, SplitState> known, IReadOnlyList<(CollectorPlan Plan, IReadOnlyList<Split> Splits)> planned)
    {
        var now = environment.Run.StartedAt;
        var ids = new List<string>();
        foreach (var (plan, splits) in planned)
        {
            ids.AddRange(splits.Select(split => Qualify($"{plan.Id}/", split)));
        }

        var ofFallbacks = known.Keys.Where(id => IsOfThisReach(id) && planned.Any(one => id.StartsWith(FallbackPrefix(one.Plan), StringComparison.Ordinal)));
        var open = ids.Concat(ofFallbacks).Distinct(StringComparer.Ordinal).Select(known.GetValueOrDefault).Where(IsInterrupted).ToList();
        Resumes = open.Count > 0;
        SinksGoOn = Resumes || known.Any(one => !IsOfThisReach(one.Key) && IsInterrupted(one.Value)
            && planned.Any(each => one.Key.StartsWith($"{each.Plan.Id}/", StringComparison.Ordinal)));
        _passStart = Resumes ? open.Max(state => state!.AsOf) : now;
    }

    /// <summary>Claims splits; those that the interrupted run had completed are left out.</summary>
    public async ValueTask<IReadOnlyList<SplitRun>> ClaimAsync(
        CollectorPlan plan, IReadOnlyList<Split> splits, string prefix, CancellationToken cancellationToken)
    {
        var ids = splits.ToDictionary(split => Qualify(prefix, split), StringComparer.Ordinal);
        var claim = await home.ClaimAsync([.. ids.Keys], cancellationToken).ConfigureAwait(false);
        var runs = new List<SplitRun>();
        foreach (var (id, split) in ids)
        {
            var known = claim.Splits.GetValueOrDefault(id);
            if (Resumes && known is { Done: true } && known.AsOf == _passStart && known.Fingerprint == plan.Fingerprint)
            {
                continue;
            }

            var start = environment.Landed is { } landed
                ? Landed(plan, landed.FindRead(plan.Id, split.Id)!) // No other split is read again.
                : PassStart.Of(plan, known, environment.Window, _passStart, environment.Run.StartedAt, environment.Settings.ResumeWithin);
            var run = new SplitRun(plan, split, id, claim.Epochs[id], start) { Backfill = environment.Window.IsBackfill };
            ledger.Add(run);
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>A replay begins where the landed run began, so that it asks the same.</summary>
    private static SplitState Landed(CollectorPlan plan, SplitRead read) => new()
    {
        AsOf = read.AsOf,
        Position = read.After?.Value,
        Bookmark = read.Bookmark,
        Since = read.Since,
        Until = read.Until,
        Fingerprint = plan.Fingerprint,
    };

    private string Qualify(string prefix, Split split) => $"{prefix}{split.Id}{environment.Window.Suffix}";

    private bool IsOfThisReach(string id) => PassStart.IsOf(environment.Window, id);

    private bool IsInterrupted(SplitState? state) =>
        state is { Done: false, Suspended: false } && (state.Full || !environment.Window.Full)
        && environment.Run.StartedAt - state.AsOf <= environment.Settings.ResumeWithin;
}
