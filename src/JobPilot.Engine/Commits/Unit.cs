using JobPilot.Engine.Debts;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>Some whole pages on their way to one commit. Used by the consumer's thread.</summary>
internal sealed class Unit
{
    private readonly Dictionary<SinkStage, List<MissableRow>> _missable = [];
    private readonly Dictionary<(string Collector, string Split), long> _collected = [];

    /// <summary>Batches of the unit, kept only where the home may refuse rows and they are computed again.</summary>
    public List<Batch> Batches { get; } = [];

    /// <summary>Rows for the home, in order.</summary>
    public List<Row> Rows { get; } = [];

    public List<Record> DeadLetters { get; } = [];

    /// <summary>In a replay: ids of letters whose records were rejected again.</summary>
    public HashSet<string> FailedAgain { get; } = new(StringComparer.Ordinal);

    /// <summary>In a replay: letters whose records came through.</summary>
    public long Replayed { get; set; }

    public List<PageEnd> PageEnds { get; } = [];

    /// <summary>Shapes of sources that the commit keeps, by mark; they count the unit's records and none behind them.</summary>
    public Dictionary<string, string> Shapes { get; } = new(StringComparer.Ordinal);

    public UnitCounts Counts { get; private set; }

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Time stamp of the first record; 0 for an empty unit.</summary>
    public long Since { get; private set; }

    public bool EndsPage { get; private set; } = true;

    public bool IsEmpty => Records == 0 && PageEnds.Count == 0;

    public void Add(Batch batch, long timestamp)
    {
        Since = IsEmpty ? timestamp : Since;
        Records += batch.Items.Count;
        foreach (var item in batch.Items)
        {
            Bytes += item.Original.Length;
        }

        PageEnds.AddRange(batch.PageEnds);
        Keep(batch.Shapes);
        EndsPage = batch.EndsPage;
    }

    /// <summary>Rows that an optional sink takes, should it miss them.</summary>
    public IReadOnlyList<MissableRow> Missable(SinkStage sink) => _missable.GetValueOrDefault(sink) ?? [];

    /// <summary>Collected records of a split; kept where a sink is optional.</summary>
    public long CollectedOf(string collector, string split) => _collected.GetValueOrDefault((collector, split));

    /// <summary>Splits of which something was collected; kept where a sink is optional.</summary>
    public IEnumerable<(string Collector, string Split)> Collected => _collected.Keys;

    /// <summary>Notes what an optional sink would miss.</summary>
    public void Note(SinkStage sink, IEnumerable<MissableRow> rows)
    {
        if (!_missable.TryGetValue(sink, out var noted))
        {
            _missable[sink] = noted = [];
        }

        noted.AddRange(rows);
    }

    /// <summary>Notes what was collected of each split.</summary>
    public void NoteCollected(Batch batch)
    {
        foreach (var item in batch.Items)
        {
            var split = (item.Record.Origin.Collector, item.Record.Origin.Split);
            _collected[split] = _collected.GetValueOrDefault(split) + 1;
        }
    }

    /// <summary>Takes newer shapes.</summary>
    public void Keep(IReadOnlyDictionary<string, string>? shapes)
    {
        foreach (var (mark, text) in shapes ?? new Dictionary<string, string>())
        {
            Shapes[mark] = text;
        }
    }

    public void Count(Batch batch)
    {
        var counts = Counts;
        foreach (var item in batch.Items)
        {
            counts = counts.With(item.Resolve());
        }

        Counts = counts;
    }

    /// <summary>Drops what was computed, for a rewind.</summary>
    public void Rewind()
    {
        Rows.Clear();
        _missable.Clear();
        _collected.Clear();
        DeadLetters.Clear();
        FailedAgain.Clear();
        Replayed = 0;
        Counts = default;
    }
}

/// <summary>Collected records by fate.</summary>
internal readonly record struct UnitCounts(long Written, long Duplicates, long Dropped, long DeadLettered)
{
    public long Collected => Written + Duplicates + Dropped + DeadLettered;

    public static UnitCounts operator +(UnitCounts left, UnitCounts right) => new(
        left.Written + right.Written, left.Duplicates + right.Duplicates, left.Dropped + right.Dropped, left.DeadLettered + right.DeadLettered);

    /// <summary>Invariant 3: each collected record is counted once, by its one fate.</summary>
    public UnitCounts With(Fate fate) => fate switch
    {
        Fate.Written => this with { Written = Written + 1 },
        Fate.Duplicate => this with { Duplicates = Duplicates + 1 },
        Fate.Dropped => this with { Dropped = Dropped + 1 },
        Fate.DeadLettered => this with { DeadLettered = DeadLettered + 1 },
        _ => throw new InvalidOperationException("A record reached the commit without an outcome."),
    };
}
