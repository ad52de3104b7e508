using JobPilot.Hosting;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>A home and a view of the memory in one process: what a database would hold, and what a kill would leave.</summary>
internal sealed class MemoryHome : ICommittingSink, IRowReader, IMemoryView
{
    private readonly List<JournalEntry> _journal = [];
    private readonly Dictionary<MemoryKey, string> _view = [];
    private readonly Dictionary<string, long> _epochs = [];
    private readonly Dictionary<string, SplitState> _splits = [];
    private readonly SortedDictionary<(string Sink, long Number), string> _debts = [];
    private long _lastCommit;

    public bool KeepsDebts { get; set; } = true;

    /// <summary>What sinks owe, as text by sink and number.</summary>
    public IReadOnlyDictionary<(string Sink, long Number), string> Debts => _debts;

    public SortedDictionary<string, string> Rows { get; } = new(StringComparer.Ordinal);

    public List<Commit> Commits { get; } = [];

    public Dictionary<string, string> Marks { get; } = [];

    /// <summary>Whether <see cref="Commits"/> is kept; a long run goes without.</summary>
    public bool KeepsCommits { get; set; } = true;

    /// <summary>Asked before each commit, with its number: a fault to throw, and whether the commit is durable all the same.</summary>
    public Func<long, (bool Fails, bool Durable)> Disturb { get; set; } = _ => default;

    public Func<Record, string?> RefuseRow { get; set; } = _ => null;

    /// <summary>Throws in place of, or after, the commit with this number.</summary>
    public (long Number, bool Durable) FailCommit { get; set; }

    public Func<string, bool> FenceSplit { get; set; } = _ => false;

    /// <summary>Called when the view is asked how far it is.</summary>
    public Action OnApplied { get; set; } = () => { };

    public long Applied { get; private set; }

    /// <summary>Changes of each application to the view, and how many commits there were by then.</summary>
    public List<(int Changes, long Commits)> Applications { get; } = [];

    public SinkOperations Operations => SinkOperations.Upsert | SinkOperations.Patch | SinkOperations.Delete;

    public string Location => "/memory";

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        foreach (var id in request.SplitIds)
        {
            _epochs[id] = _epochs.GetValueOrDefault(id) + 1;
        }

        return new(new Claim(
            "home-1",
            _lastCommit,
            request.SplitIds.ToDictionary(id => id, id => _epochs[id]),
            new Dictionary<string, SplitState>(_splits),
            new Dictionary<string, string>(Marks),
            [.. _journal.Where(entry => entry.Number > request.JournalAfter).Take(request.JournalMost == 0 ? int.MaxValue : request.JournalMost)],
            _journal.Count == 0 ? 0 : _journal[0].Number)
        {
            Debts = [.. _debts.Select(debt => new Debt(debt.Key.Sink, debt.Key.Number, debt.Value))],
        });
    }

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (commit.Number != _lastCommit + 1 || commit.Splits.Any(split => split.Epoch < _epochs[split.SplitId] || FenceSplit(split.SplitId)))
        {
            return new(new CommitResult(CommitStatus.Fenced));
        }

        var refused = commit.Rows.Select((row, index) => (Reason: RefuseRow(row), index)).Where(one => one.Reason is not null)
            .Select(one => new RejectedRow(one.index, one.Reason!)).ToList();
        if (refused.Count > 0)
        {
            return new(new CommitResult(CommitStatus.Rejected) { Rejected = refused });
        }

        var (disturbed, durable) = Disturb(commit.Number);
        var fails = disturbed || FailCommit.Number == commit.Number;
        if (fails && !(disturbed ? durable : FailCommit.Durable))
        {
            FailCommit = default;
            throw new FaultException(FaultKind.Transient, "the disk is busy");
        }

        var counts = new RowCounts();
        foreach (var row in commit.Rows)
        {
            counts += Apply(row);
        }

        foreach (var split in commit.Splits)
        {
            if (split.State is { } state)
            {
                _splits[split.SplitId] = SplitState.FromJson(state.ToJson());
            }
            else
            {
                _splits.Remove(split.SplitId);
            }
        }

        foreach (var (id, mark) in commit.Marks)
        {
            Marks[id] = mark;
        }

        foreach (var debt in commit.Debts)
        {
            if (debt.Text is { } text)
            {
                _debts[(debt.Sink, debt.Number)] = text;
            }
            else
            {
                _debts.Remove((debt.Sink, debt.Number));
            }
        }

        if (!commit.Journal.IsEmpty)
        {
            _journal.Add(new JournalEntry(commit.Number, commit.Journal.ToArray()));
        }

        _journal.RemoveAll(entry => entry.Number <= commit.JournalTrim);
        _lastCommit = commit.Number;
        if (KeepsCommits)
        {
            Commits.Add(commit);
        }

        return fails ? throw new FaultException(FaultKind.Transient, "the answer was lost") : new(new CommitResult(CommitStatus.Committed) { Counts = counts });
    }

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => new(_lastCommit);

    public ValueTask<IReadOnlyList<Record>> ReadRowsAsync(string? afterKey, int count, CancellationToken cancellationToken) => new(
        [.. Rows.Where(row => afterKey is null || string.CompareOrdinal(row.Key, afterKey) > 0).Take(count)
            .Select(row => Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(row.Value), row.Key))]);

    public ValueTask<long> AppliedAsync(string owner, string homeId, CancellationToken cancellationToken)
    {
        OnApplied();
        return new(Applied);
    }

    public ValueTask<IReadOnlyList<string>> ScopesAsync(string owner, string homeId, CancellationToken cancellationToken)
    {
        lock (_view)
        {
            return new([.. _view.Keys.Select(key => key.Scope).Distinct()]);
        }
    }

    public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
        string owner, string homeId, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
    {
        lock (_view)
        {
            return new(keys.Where(_view.ContainsKey).ToDictionary(key => key, key => _view[key]));
        }
    }

    public ValueTask ApplyAsync(
        string owner, string homeId, long first, long last, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken)
    {
        Assert.Equal(Applied + 1, first);
        Applications.Add((changes.Count, _lastCommit));
        Load(changes);
        Applied = last;
        return default;
    }

    public ValueTask ResetAsync(string owner, string homeId, CancellationToken cancellationToken)
    {
        LoseView();
        return default;
    }

    public ValueTask LoadAsync(string owner, string homeId, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken)
    {
        Load(changes);
        return default;
    }

    public ValueTask CompleteLoadAsync(string owner, string homeId, long number, CancellationToken cancellationToken)
    {
        Applied = number;
        return default;
    }

    public void LoseView()
    {
        lock (_view)
        {
            _view.Clear();
            Applied = 0;
        }
    }

    private void Load(IReadOnlyList<MemoryChange> changes)
    {
        lock (_view)
        {
            foreach (var change in changes)
            {
                if (change.Value is null)
                {
                    _view.Remove(change.Key);
                }
                else
                {
                    _view[change.Key] = change.Value;
                }
            }
        }
    }

    private RowCounts Apply(Record row)
    {
        var key = row.Key!;
        switch (row.Operation)
        {
            case RecordOperation.Delete:
                return new RowCounts { Deleted = Rows.Remove(key) ? 1 : 0 };
            case RecordOperation.Patch when Rows.TryGetValue(key, out var existing):
                var merged = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(existing), key);
                foreach (var name in row.GetNames())
                {
                    merged.Set(FieldPath.Parse(name), row.GetNode(FieldPath.Parse(name)));
                }

                Rows[key] = merged.ToString();
                return new RowCounts { Updated = 1 };
            case RecordOperation.Patch:
                return default;
            default:
                var before = Rows.GetValueOrDefault(key);
                Rows[key] = row.ToString();
                return before is null ? new RowCounts { Inserted = 1 } : before == Rows[key] ? new RowCounts { Unchanged = 1 } : new RowCounts { Updated = 1 };
        }
    }
}
