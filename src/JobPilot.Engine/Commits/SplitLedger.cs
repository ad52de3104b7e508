using JobPilot.Engine.Debts;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>
/// How far each split is, and which of that the home does not have yet. Splits are added by the pumps' threads; the rest is the consumer's.
/// </summary>
internal sealed class SplitLedger(RunEnvironment environment)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(SplitRun split)
    {
        lock (_gate)
        {
            _entries[split.QualifiedId] = new Entry(split, split.Start);
        }
    }

    /// <summary>What a unit holds of each split, before its ends of pages are taken over.</summary>
    public IReadOnlyList<SplitSpan> Spans(IReadOnlyList<PageEnd> ends, IEnumerable<(string Collector, string Split)> collected)
    {
        lock (_gate)
        {
            var byEnds = ends.Where(end => !end.EndOfPass).GroupBy(end => end.Split).ToDictionary(group => (group.Key.Plan.Id, group.Key.Split.Id));
            return [.. _entries.Values.Select(entry => (entry, Name: (entry.Split.Plan.Id, entry.Split.Split.Id)))
                .Where(one => byEnds.ContainsKey(one.Name) || collected.Contains(one.Name))
                .Select(one => Span(one.entry, byEnds.TryGetValue(one.Name, out var group) ? group : Enumerable.Empty<PageEnd>()))];
        }
    }

    /// <summary>Invariant 4: ends of pages arrive in the order of the split.</summary>
    public void Advance(PageEnd end)
    {
        var entry = Find(end.Split);
        var state = entry.State;
        if (end.EndOfPass && state.IsUnexpectedlyEmpty())
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"'{end.Split.QualifiedId}' gave nothing; its last pass gave {state.Recent[^1]} records.")
                {
                    Code = "engine.unexpectedly_empty",
                    Fix = "Check the query and the source: an empty answer can be a fault in disguise.",
                },
                end.Split.Plan.Id,
                "an answer is unexpectedly empty");
        }

        entry.State = end switch
        {
            { EndOfPass: true } => state.Complete(end.Split.Backfill),
            { RestartOfPass: true } => state.Restart(),
            { Retried: not null } or { Skipped: not null } => state.With(position: end.After?.Value, retry: Remember(state.Retry, end)),
            _ => state.With(position: end.After?.Value, candidate: SplitStates.Fold(state.Candidate, end.Bookmark), records: state.Records + end.Records),
        };
        entry.Dirty = true;
        entry.Acknowledge = end.After ?? entry.Acknowledge;
    }

    /// <summary>
    /// Closes what the end of the run leaves open: a pass that the limit cut is over and starts afresh; one whose source could not be used is
    /// suspended and goes on where it stood.
    /// </summary>
    public void CloseOpen(bool limitReached)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values.Where(entry => !entry.State.Done))
            {
                entry.State = limitReached ? entry.State.Cut() : entry.State.With(suspended: true);
                entry.Dirty = true;
            }
        }
    }

    /// <summary>What the next commit holds. All that was claimed is in the first one, so that an interrupted run is known by all its splits.</summary>
    public IReadOnlyList<SplitCommit> Dirty()
    {
        lock (_gate)
        {
            return [.. _entries.Values.Where(entry => entry.Dirty)
                .Select(entry => new SplitCommit(entry.Split.QualifiedId, entry.Split.Epoch, entry.Split.Plan.Replays ? null : entry.State))];
        }
    }

    /// <summary>The home has them; returns what the sources are to be told.</summary>
    public IReadOnlyList<(SplitRun Split, Position Position)> Committed(IReadOnlyList<SplitCommit> commits)
    {
        lock (_gate)
        {
            var acknowledge = new List<(SplitRun, Position)>();
            foreach (var commit in commits)
            {
                var entry = _entries[commit.SplitId];
                entry.Dirty = !ReferenceEquals(entry.State, commit.State);
                if (entry.Acknowledge is { } position)
                {
                    acknowledge.Add((entry.Split, position));
                    entry.Acknowledge = null;
                }
            }

            return acknowledge;
        }
    }

    /// <summary>Pages that the next run is to ask for, by collector.</summary>
    public IReadOnlyList<(string Collector, int Pages)> Skipped
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Values.Where(entry => entry.State.Retry.Count > 0).GroupBy(entry => entry.Split.Plan.Id, StringComparer.Ordinal)
                    .Select(group => (group.Key, group.Sum(entry => entry.State.Retry.Count)))];
            }
        }
    }

    /// <summary>Invariant 7: the list is bounded; the oldest page is given up for good, and that is told.</summary>
    private IReadOnlyList<SkippedPage> Remember(IReadOnlyList<SkippedPage> retry, PageEnd end)
    {
        var pages = retry.Where(page => !ReferenceEquals(page, end.Retried)).ToList();
        if (end.Skipped is { } skipped)
        {
            pages.Add(skipped);
        }

        if (pages.Count > SplitStates.MostSkipped)
        {
            environment.Warn(Faults.PageLost(end.Split, pages[0], $"more than {SplitStates.MostSkipped} pages are waiting"), end.Split.Plan.Id, "a page is lost");
            pages.RemoveAt(0);
        }

        return pages;
    }

    private static SplitSpan Span(Entry entry, IEnumerable<PageEnd> ends)
    {
        var (to, records, inOrder) = ((string?)null, 0L, true);
        foreach (var end in ends)
        {
            to = end.After?.Value ?? to;
            records += end.Records;
            inOrder &= end is { Retried: null, RestartOfPass: false };
        }

        return new SplitSpan(entry.Split.Plan.Id, entry.Split.Split.Id, entry.State.Position, to, records, inOrder);
    }

    private Entry Find(SplitRun split)
    {
        lock (_gate)
        {
            return _entries[split.QualifiedId];
        }
    }

    private sealed class Entry(SplitRun split, SplitState state)
    {
        public SplitRun Split { get; } = split;

        public SplitState State { get; set; } = state;

        public bool Dirty { get; set; } = true;

        public Position? Acknowledge { get; set; }
    }
}
