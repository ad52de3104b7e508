using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>
/// How far each split is, and which of that the home does not have yet. Splits are added by the pumps' threads; the rest is the consumer's.
/// </summary>
internal sealed class SplitLedger
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

    /// <summary>Invariant 4: ends of pages arrive in the order of the split.</summary>
    public void Advance(PageEnd end)
    {
        var entry = Find(end.Split);
        var state = entry.State;
        entry.State = end switch
        {
            { EndOfPass: true } => With(state, position: null, done: true, bookmark: state.Candidate ?? state.Bookmark, candidate: null),
            { RestartOfPass: true } => With(state, position: null, done: false, bookmark: state.Bookmark, candidate: null),
            _ => With(state, end.After?.Value, done: false, state.Bookmark, Fold(state.Candidate, end.Bookmark)),
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
                entry.State = limitReached
                    ? With(entry.State, position: null, done: true, entry.State.Bookmark, candidate: null)
                    : With(entry.State, entry.State.Position, done: false, entry.State.Bookmark, entry.State.Candidate, suspended: true);
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

    private static Bookmark? Fold(Bookmark? left, Bookmark? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        return new Bookmark
        {
            HighWater = left.HighWater is null || right.HighWater > left.HighWater ? right.HighWater ?? left.HighWater : left.HighWater,
            Token = right.Token ?? left.Token,
        };
    }

    private static SplitState With(
        SplitState state, string? position, bool done, Bookmark? bookmark, Bookmark? candidate, bool suspended = false) => new()
        {
            Pass = state.Pass,
            AsOf = state.AsOf,
            Since = state.Since,
            Until = state.Until,
            Fingerprint = state.Fingerprint,
            Position = position,
            Done = done,
            Bookmark = bookmark,
            Candidate = candidate,
            Suspended = suspended,
        };

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
