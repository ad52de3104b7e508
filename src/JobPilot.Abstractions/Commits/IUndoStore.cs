namespace JobPilot;

/// <summary>
/// Ability of a home to take runs back. In the transaction of each commit that carries <see cref="Commit.Undo"/> it keeps what the commit replaced: a row that
/// was there before as it was, of a row that is new its key alone, states of splits, marks. Called like <see cref="ICommitStore"/>, by one thread at a time.
/// </summary>
public interface IUndoStore
{
    /// <summary>Reads what is kept of an owner's commits, without rows and memory. Makes nothing, not even the store.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>In the order of their numbers; empty where nothing is kept.</returns>
    ValueTask<IReadOnlyList<UndoEntry>> ReadUndoAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Reads what is kept of one commit's memory, byte by byte as it was committed.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="number">Number of the commit, as <see cref="UndoEntry.Number"/> says it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<UndoMemory> ReadUndoMemoryAsync(string owner, long number, CancellationToken cancellationToken);

    /// <summary>
    /// Says what taking a run back would do to rows, and which later runs met the same rows, written or found unchanged: runs of the owner, and of other owners that keep
    /// rows in the same place. Changes nothing.
    /// </summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException">Something of what was kept is missing or damaged.</exception>
    ValueTask<UndoRows> ReadUndoRowsAsync(string owner, string runId, CancellationToken cancellationToken);

    /// <summary>Says which runs met a row, as far as what is kept for undo tells: for <c>explain</c>. By default nothing is known.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="key">Key of the row.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The runs, the oldest first, each once; commits without a run are left out.</returns>
    /// <exception cref="FaultException">Something of what was kept is missing or damaged.</exception>
    ValueTask<IReadOnlyList<RowRun>> ReadRowRunsAsync(string owner, string key, CancellationToken cancellationToken) => new([]);
}

/// <summary>
/// Asks a home to keep what a commit replaces, so that its run can be taken back. Immutable.
/// </summary>
/// <param name="runId">The run that is to be taken back as a whole; "" for a change by an operator, which is kept to be known and never taken back.</param>
public sealed class CommitUndo(string runId)
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>Start of the run, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it is the run's first commit: without that one the run is no longer whole.</summary>
    public bool First { get; init; }

    /// <summary>What the engine wants to know again, at most 64 KB.</summary>
    public string Note { get; init; } = "";

    /// <summary>
    /// Changes that take this commit's changes of the memory back, a blob like <see cref="Commit.Journal"/>; empty where it changes none. Good until the call returns.
    /// </summary>
    public ReadOnlyMemory<byte> Memory { get; init; }

    /// <summary>What the commit read of the memory and left unchanged, opaque to the home; empty where it read nothing.</summary>
    public ReadOnlyMemory<byte> Reads { get; init; }
}

/// <summary>What a home keeps of one commit. Immutable.</summary>
/// <param name="number">Number of the commit.</param>
/// <param name="runId">The run; "" for a change by an operator and for a commit that took a run back.</param>
public sealed class UndoEntry(long number, string runId)
{
    /// <summary>Number of the commit.</summary>
    public long Number { get; } = number;

    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>Last number that the commit took up; more than <see cref="Number"/> where it took a run back and wrote journal entries of its own.</summary>
    public long Last { get; init; } = number;

    /// <summary>Start of the run, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it is the run's first commit.</summary>
    public bool First { get; init; }

    /// <summary>What the engine wanted to know again.</summary>
    public string Note { get; init; } = "";

    /// <summary>The run that this commit took back; null for any other commit.</summary>
    public string? Undoes { get; init; }

    /// <summary>Number of the first commit of the run that was taken back; 0 for any other commit.</summary>
    public long UndoneFirst { get; init; }

    /// <summary>Number of the last commit of the run that was taken back; 0 for any other commit.</summary>
    public long UndoneLast { get; init; }

    /// <summary>States, before the commit, of the splits that it moved; null where there was none.</summary>
    public IReadOnlyDictionary<string, SplitState?> Splits { get; init; } = new Dictionary<string, SplitState?>();

    /// <summary>Marks, before the commit, of the sinks whose marks it set; null where there was none.</summary>
    public IReadOnlyDictionary<string, string?> Marks { get; init; } = new Dictionary<string, string?>();
}

/// <summary>What is kept of one commit's memory. Immutable.</summary>
/// <param name="changes">Changes that take its changes back, as a journal blob; empty where there were none.</param>
/// <param name="reads">What it read and left unchanged; empty where it read nothing.</param>
public sealed class UndoMemory(ReadOnlyMemory<byte> changes, ReadOnlyMemory<byte> reads)
{
    /// <summary>Changes that take its changes back.</summary>
    public ReadOnlyMemory<byte> Changes { get; } = changes;

    /// <summary>What it read and left unchanged.</summary>
    public ReadOnlyMemory<byte> Reads { get; } = reads;
}

/// <summary>What taking a run back does to rows. Immutable.</summary>
public sealed class UndoRows
{
    /// <summary>A home without rows.</summary>
    public static UndoRows None { get; } = new();

    /// <summary>Rows that the run brought, and that go.</summary>
    public long Removed { get; init; }

    /// <summary>Rows that the run changed, and that get their former content.</summary>
    public long Restored { get; init; }

    /// <summary>Rows that the run took away, and that come back.</summary>
    public long BroughtBack { get; init; }

    /// <summary>Later runs that met rows of this one, the oldest first; those of other owners behind those of the owner.</summary>
    public IReadOnlyList<UndoOverlap> Overlaps { get; init; } = [];
}

/// <summary>A later run that met rows of an earlier one. Immutable.</summary>
/// <param name="runId">The later run.</param>
/// <param name="rows">How many of the earlier run's rows.</param>
/// <param name="keys">The first of their keys in order, at most five.</param>
public sealed class UndoOverlap(string runId, long rows, IReadOnlyList<string> keys)
{
    /// <summary>The later run.</summary>
    public string RunId { get; } = runId;

    /// <summary>Whose run it is, where another pipeline keeps rows in the same place; null for the owner's own.</summary>
    public string? Owner { get; init; }

    /// <summary>How many of the earlier run's rows.</summary>
    public long Rows { get; } = rows;

    /// <summary>The first of their keys.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}
