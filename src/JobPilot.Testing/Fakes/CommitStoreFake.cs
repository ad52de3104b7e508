namespace JobPilot.Testing;

/// <summary>
/// A home in memory that keeps the journal and, like a sink, rows. What it holds outlives the callers: the same instance stands for the store
/// after a restart. See <see cref="SharedMemoryStoreFake"/> for a home that keeps the memory's keys itself. Safe on every thread.
/// </summary>
public class CommitStoreFake : ICommitStore, IUndoStore
{
    private readonly Dictionary<string, FakeOwner> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Record> _rows = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Identity of the store; <c>fake</c> by default.</summary>
    public string HomeId { get; init; } = "fake";

    /// <summary>Called at each step of a claim or commit: throw to fail there. Null does nothing.</summary>
    public Action<CommitStoreStep>? OnStep { get; set; }

    /// <summary>Says why a row is refused; null takes it. All rows are taken by default.</summary>
    public Func<Record, string?>? Refuse { get; set; }

    /// <summary>Copies of the rows by key.</summary>
    public IReadOnlyDictionary<string, Record> Rows
    {
        get
        {
            lock (_lock)
            {
                return _rows.ToDictionary(row => row.Key, row => row.Value.Clone(), StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Commits that are durable, in order, over all owners.</summary>
    public IList<Commit> Commits { get; } = [];

    /// <inheritdoc />
    public virtual bool KeepsDebts => true;

    /// <inheritdoc />
    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OnStep?.Invoke(CommitStoreStep.BeforeClaim);
        Claim claim;
        lock (_lock)
        {
            claim = Owner(request.Owner).Claim(HomeId, request);
        }

        OnStep?.Invoke(CommitStoreStep.AfterClaim);
        return new(claim);
    }

    /// <inheritdoc />
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OnStep?.Invoke(CommitStoreStep.BeforeCommit);
        CommitResult result;
        lock (_lock)
        {
            result = Apply(commit);
        }

        OnStep?.Invoke(CommitStoreStep.AfterCommit);
        return new(result);
    }

    /// <inheritdoc />
    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_owners.TryGetValue(owner, out var known) ? known.LastCommit : 0);
        }
    }

    /// <inheritdoc />
    public ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new((_owners.GetValueOrDefault(owner) ?? new FakeOwner()).Peek(HomeId));
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<UndoEntry>> ReadUndoAsync(string owner, CancellationToken cancellationToken) => Look(owner, undo => undo.Entries);

    /// <inheritdoc />
    public ValueTask<UndoMemory> ReadUndoMemoryAsync(string owner, long number, CancellationToken cancellationToken) => Look(owner, undo => undo.MemoryOf(number));

    /// <inheritdoc />
    public ValueTask<UndoRows> ReadUndoRowsAsync(string owner, string runId, CancellationToken cancellationToken) => Look(owner, undo => undo.Compare(runId, _rows));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RowRun>> ReadRowRunsAsync(string owner, string key, CancellationToken cancellationToken) => Look(owner, undo => undo.RunsOf(key));

    /// <summary>Called inside a commit that will succeed, under the lock; may refuse it by a conflict.</summary>
    /// <param name="commit">The commit.</param>
    /// <returns>Why it is a conflict; null applies it.</returns>
    protected virtual string? ApplyMemory(Commit commit) => commit.Memory.Count == 0
        ? null
        : throw new InvalidOperationException("This home keeps a journal; the commit holds changes of a shared memory.");

    private CommitResult Apply(Commit commit)
    {
        var owner = Owner(commit.Owner);
        if (owner.Fences(commit) is { } fence)
        {
            return new CommitResult(CommitStatus.Fenced) { Reason = fence };
        }

        var rejected = commit.Rows
            .Select((row, index) => (Index: index, Reason: row.Key is null ? "The row has no key." : Refuse?.Invoke(row)))
            .Where(row => row.Reason is not null)
            .Select(row => new RejectedRow(row.Index, row.Reason!))
            .ToList();
        if (rejected.Count > 0)
        {
            return new CommitResult(CommitStatus.Rejected) { Rejected = rejected };
        }

        if (ApplyMemory(commit) is { } conflict)
        {
            return new CommitResult(CommitStatus.Conflict) { Reason = conflict };
        }

        var undone = owner.Undo.Begin(commit, owner, _rows);
        var counts = commit.Rows.Aggregate(default(RowCounts), (sum, row) => sum + Rowset.Apply(_rows, row));
        owner.Undo.Complete(commit, _rows);
        owner.Apply(commit, undone);
        Commits.Add(commit);
        return new CommitResult(CommitStatus.Committed) { Counts = counts };
    }

    private ValueTask<T> Look<T>(string owner, Func<FakeUndo, T> read)
    {
        lock (_lock)
        {
            return new(read((_owners.GetValueOrDefault(owner) ?? new FakeOwner()).Undo));
        }
    }

    private FakeOwner Owner(string name)
    {
        if (!_owners.TryGetValue(name, out var owner))
        {
            _owners[name] = owner = new FakeOwner();
        }

        return owner;
    }
}
