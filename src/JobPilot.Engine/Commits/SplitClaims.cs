using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>Takes splits over and decides for each whether its pass goes on or starts afresh.</summary>
internal sealed class SplitClaims(Home home, SplitLedger ledger, RunEnvironment environment)
{
    private DateTimeOffset _passStart;

    /// <summary>Whether this run goes on with an interrupted one.</summary>
    public bool Resumes { get; private set; }

    /// <summary>
    /// Looks whether an interrupted run is to be resumed: one of these splits has an open pass that no orderly end suspended. What that run had
    /// completed is then not read again (Invariant 5).
    /// </summary>
    public void Begin(IReadOnlyDictionary<string, SplitState> known, IEnumerable<string> ids)
    {
        var now = environment.Run.StartedAt;
        var open = ids.Select(known.GetValueOrDefault)
            .Where(state => state is { Done: false, Suspended: false } && now - state.AsOf <= environment.Settings.ResumeWithin)
            .ToList();
        Resumes = open.Count > 0;
        _passStart = Resumes ? open.Max(state => state!.AsOf) : now;
    }

    /// <summary>Claims splits; those that the interrupted run had completed are left out.</summary>
    public async ValueTask<IReadOnlyList<SplitRun>> ClaimAsync(
        CollectorPlan plan, IReadOnlyList<Split> splits, string prefix, CancellationToken cancellationToken)
    {
        var ids = splits.ToDictionary(split => prefix + split.Id, StringComparer.Ordinal);
        var claim = await home.ClaimAsync([.. ids.Keys], cancellationToken).ConfigureAwait(false);
        var runs = new List<SplitRun>();
        foreach (var (id, split) in ids)
        {
            var known = claim.Splits.GetValueOrDefault(id);
            if (Resumes && known is { Done: true } && known.AsOf == _passStart && known.Fingerprint == plan.Fingerprint)
            {
                continue;
            }

            var run = new SplitRun(plan, split, id, claim.Epochs[id], Start(plan, known));
            ledger.Add(run);
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>Invariant 5: an open pass goes on behind the position that was committed last; only a complete one starts afresh.</summary>
    private SplitState Start(CollectorPlan plan, SplitState? known)
    {
        var goesOn = known is { Done: false } && environment.Run.StartedAt - known.AsOf <= environment.Settings.ResumeWithin
            && known.Fingerprint == plan.Fingerprint;
        return new SplitState
        {
            Pass = goesOn ? known!.Pass : (known?.Pass ?? 0) + 1,
            AsOf = goesOn ? known!.AsOf : _passStart,
            Position = goesOn ? known!.Position : null,
            Candidate = goesOn ? known!.Candidate : null,
            Since = goesOn ? known!.Since : null,
            Until = goesOn ? known!.Until : null,
            Bookmark = known?.Bookmark,
            Fingerprint = plan.Fingerprint,
        };
    }
}
