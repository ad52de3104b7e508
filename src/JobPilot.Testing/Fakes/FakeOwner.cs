namespace JobPilot.Testing;

/// <summary>What <see cref="CommitStoreFake"/> keeps of one pipeline.</summary>
internal sealed class FakeOwner
{
    private readonly Dictionary<string, long> _epochs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _splits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, byte[]> _journal = [];
    private readonly Dictionary<(string Sink, long Number), string> _debts = [];
    private string _runId = "";

    public long LastCommit { get; private set; }

    public FakeUndo Undo { get; } = new();

    public SplitState? StateOf(string split) => _splits.TryGetValue(split, out var state) ? SplitState.FromJson(state) : null;

    public string? MarkOf(string sink) => _marks.GetValueOrDefault(sink);

    public Claim Claim(string homeId, ClaimRequest request)
    {
        var epochs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var split in request.SplitIds.Distinct(StringComparer.Ordinal))
        {
            epochs[split] = _epochs[split] = _epochs.GetValueOrDefault(split) + 1;
        }

        return Known(homeId, epochs, [.. _journal.Where(entry => entry.Key > request.JournalAfter)
            .Take(request.JournalMost == 0 ? int.MaxValue : request.JournalMost).Select(entry => new JournalEntry(entry.Key, entry.Value))]);
    }

    public Claim Peek(string homeId) => Known(homeId, _splits.Keys.ToDictionary(split => split, split => _epochs[split], StringComparer.Ordinal), []);

    private Claim Known(string homeId, Dictionary<string, long> epochs, IReadOnlyList<JournalEntry> journal) => new(
        homeId,
        LastCommit,
        epochs,
        _splits.ToDictionary(split => split.Key, split => SplitState.FromJson(split.Value), StringComparer.Ordinal),
        new Dictionary<string, string>(_marks, StringComparer.Ordinal),
        journal,
        _journal.Count == 0 ? 0 : _journal.Keys.First())
    {
        LastRunId = _runId,
        Debts = [.. _debts.OrderBy(debt => debt.Key.Sink, StringComparer.Ordinal).ThenBy(debt => debt.Key.Number)
            .Select(debt => new Debt(debt.Key.Sink, debt.Key.Number, debt.Value))],
    };

    public string? Fences(Commit commit)
    {
        if (commit.Number != LastCommit + 1)
        {
            return $"Commit {commit.Number} does not follow commit {LastCommit}.";
        }

        var older = commit.Splits.FirstOrDefault(split => split.Epoch != _epochs.GetValueOrDefault(split.SplitId));
        return older is null ? null : $"Split '{older.SplitId}' is at epoch {_epochs.GetValueOrDefault(older.SplitId)}, not {older.Epoch}.";
    }

    /// <summary>Applies a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="undone">Memory of the run that it takes back, newest commit first: one journal entry each.</param>
    public void Apply(Commit commit, IReadOnlyList<byte[]> undone)
    {
        foreach (var split in commit.Splits)
        {
            if (split.State is { } state)
            {
                _splits[split.SplitId] = state.ToJson();
            }
            else
            {
                _splits.Remove(split.SplitId);
            }
        }

        foreach (var (sink, mark) in commit.Marks)
        {
            _marks[sink] = mark;
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
            _journal[commit.Number] = commit.Journal.ToArray();
        }

        foreach (var number in _journal.Keys.Where(number => number <= commit.JournalTrim).ToList())
        {
            _journal.Remove(number);
        }

        LastCommit = commit.Number;
        foreach (var blob in undone)
        {
            _journal[++LastCommit] = blob;
        }

        _runId = commit.RunId;
    }
}
