namespace JobPilot.Engine.Undo;

/// <summary>
/// What a home keeps of one run, and of all that came behind it: pure functions over its entries. A run that was taken back since, together with the commit that
/// did it, changed nothing; where the run lay before this one, what that commit set stands.
/// </summary>
internal sealed class RunLog
{
    private readonly IReadOnlyList<UndoEntry> _all;
    private readonly IReadOnlyList<UndoEntry> _later;
    private readonly IReadOnlyDictionary<long, UndoneNote> _undone;
    private readonly Dictionary<string, SplitTrail> _trails = new(StringComparer.Ordinal);
    private readonly Claim _now;

    /// <summary>Looks at a run.</summary>
    /// <param name="all">All that the home keeps, in order.</param>
    /// <param name="runId">The run.</param>
    /// <param name="now">What the home knows now.</param>
    public RunLog(IReadOnlyList<UndoEntry> all, string runId, Claim now)
    {
        _all = all;
        _now = now;
        _undone = all.Where(entry => entry.Undoes is not null).ToDictionary(entry => entry.Number, entry => UndoneNote.Read(entry.Note));
        Entries = [.. all.Where(entry => entry.RunId == runId)];
        TakenBack = all.LastOrDefault(entry => entry.Undoes == runId);
        _later = Entries.Count > 0
            ? [.. all.Where(entry => entry.Number > Entries[^1].Number && (entry.Undoes is null || entry.UndoneFirst < Entries[0].Number))]
            : [];
    }

    /// <summary>The run's commits, in order.</summary>
    public IReadOnlyList<UndoEntry> Entries { get; }

    /// <summary>The commit that took the run back; null where none did.</summary>
    public UndoEntry? TakenBack { get; }

    /// <summary>Whether the run is there from its first commit on.</summary>
    public bool IsWhole => Entries is [{ First: true }, ..];

    /// <summary>Commits of later runs, each run's in order.</summary>
    public IEnumerable<IGrouping<string, UndoEntry>> LaterRuns => _later.Where(entry => entry.RunId.Length > 0).GroupBy(entry => entry.RunId, StringComparer.Ordinal);

    /// <summary>What the run noted of its sinks.</summary>
    public UndoNote Note => UndoNote.Of(Entries);

    /// <summary>Number of the first commit behind the run's of which nothing is kept; null where all is known.</summary>
    public long? FirstUnknown
    {
        get
        {
            var known = _all.Select(entry => (First: entry.Number, entry.Last)).Concat(_all.Where(entry => entry.Undoes is not null).Select(entry => (First: entry.UndoneFirst, Last: entry.UndoneLast)))
                .OrderBy(one => one.First).ToList();
            var next = Entries[0].Number;
            foreach (var (first, last) in known.Where(one => one.Last >= Entries[0].Number))
            {
                if (first > next)
                {
                    return next;
                }

                next = Math.Max(next, last + 1);
            }

            return next <= _now.LastCommit ? next : null;
        }
    }

    /// <summary>Splits that the run moved, with their states before it.</summary>
    public IReadOnlyDictionary<string, SplitState?> Splits => First(entry => entry.Splits);

    /// <summary>Sinks whose marks the run set, with their marks before it.</summary>
    public IReadOnlyDictionary<string, string?> Marks => First(entry => entry.Marks);

    /// <summary>The newest run before this one that is kept.</summary>
    public string RunBefore => _all.LastOrDefault(entry => entry.Number < Entries[0].Number && entry.RunId.Length > 0)?.RunId ?? "";

    /// <summary>What came of a split that the run moved.</summary>
    public SplitTrail TrailOf(string split) => _trails.TryGetValue(split, out var trail) ? trail : _trails[split] = new SplitTrail(split, _later, StateAfter);

    /// <summary>The first later commit that set a sink's mark; null where none did.</summary>
    public UndoEntry? NextOfMark(string sink) => _later.FirstOrDefault(entry => entry.Marks.ContainsKey(sink));

    /// <summary>Under which name the shape of a source that the run marked stands now, since its collector may have been renamed; null where a later commit has built on it.</summary>
    public string? ShapeNow(string mark)
    {
        var now = mark;
        foreach (var entry in _later)
        {
            if (!entry.Marks.ContainsKey(now))
            {
                continue;
            }

            if (Splits.Keys.Select(split => TrailOf(split).MoveOf(entry)).FirstOrDefault(move => move is not null) is not var (from, to))
            {
                return null;
            }

            now = PipelineHome.ShapeMark(to) + now[PipelineHome.ShapeMark(from).Length..]; // A fallback's ends in its own way.
        }

        return now;
    }

    /// <summary>A split's state after a commit that moved it. Where the run behind it was taken back, what that gave back is what stood then.</summary>
    public SplitState? StateAfter(UndoEntry entry, string split)
    {
        var next = _all.FirstOrDefault(later => later.Number > entry.Number && later.Splits.ContainsKey(split));
        return UndoneBetween(entry, next, undo => undo.Splits.ContainsKey(split)) is { } undo ? StateAfter(undo, split)
            : next is not null ? next.Splits[split] : _now.Splits.GetValueOrDefault(split);
    }

    /// <summary>A sink's mark after the last commit of a run. Where the run behind it was taken back, what that run replaced was noted.</summary>
    public string? MarkAfter(UndoEntry last, string sink)
    {
        var next = _all.FirstOrDefault(later => later.Number > last.Number && later.Marks.ContainsKey(sink));
        return UndoneBetween(last, next, undo => _undone[undo.Number].Marks.ContainsKey(sink)) is { } undo ? _undone[undo.Number].Marks[sink]
            : next is not null ? next.Marks[sink] : _now.Marks.GetValueOrDefault(sink);
    }

    /// <summary>Where a sink wrote to in the newest run before this one that noted it, be it taken back since; null where none is kept.</summary>
    public string? LocationBefore(string sink)
    {
        var noted = from entry in _all
                    let number = entry.Undoes is null ? entry.Number : entry.UndoneFirst
                    where number < Entries[0].Number
                    let location = entry.Undoes is not null ? _undone[entry.Number].Locations.GetValueOrDefault(sink)
                        : entry.First ? UndoNote.Of([entry]).Outputs.GetValueOrDefault(sink)?.Location : null
                    where location is not null
                    orderby number
                    select location;
        return noted.LastOrDefault();
    }

    /// <summary>What earlier runs wrote to a sink, the newest run first; runs that wrote nothing to it are left out.</summary>
    public IEnumerable<(string Run, UndoNote.Output Opened, string After)> WritersBefore(string sink) =>
        Writers(sink, _all.Where(entry => entry.Number < Entries[0].Number && entry.RunId.Length > 0).GroupBy(entry => entry.RunId, StringComparer.Ordinal).Reverse());

    /// <summary>What later runs wrote to a sink, the oldest run first; runs that wrote nothing to it are left out.</summary>
    public IEnumerable<(string Run, UndoNote.Output Opened, string After)> WritersBehind(string sink) => Writers(sink, LaterRuns);

    private IEnumerable<(string Run, UndoNote.Output Opened, string After)> Writers(string sink, IEnumerable<IGrouping<string, UndoEntry>> runs) =>
        from run in runs
        where run.First().First
        let opened = UndoNote.Of(run).Outputs.GetValueOrDefault(sink)
        let after = MarkAfter(run.Last(), sink)
        where opened?.Mark is not null && after is not null && after != opened.Mark
        select (run.Key, opened, after);

    /// <summary>The commit that took back the first run between a commit and the next one that is kept; null where there was no such run.</summary>
    private UndoEntry? UndoneBetween(UndoEntry entry, UndoEntry? next, Func<UndoEntry, bool> changed) =>
        _all.Where(undo => undo.Undoes is not null && undo.UndoneFirst > entry.Number && (next is null || undo.UndoneFirst < next.Number) && changed(undo)).MinBy(undo => undo.UndoneFirst);

    private Dictionary<string, T?> First<T>(Func<UndoEntry, IReadOnlyDictionary<string, T?>> before)
    {
        var first = new Dictionary<string, T?>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries.SelectMany(before))
        {
            first.TryAdd(key, value);
        }

        return first;
    }
}
