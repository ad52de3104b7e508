namespace JobPilot;

/// <summary>
/// Keeps the truth about one or more pipelines: positions, marks and counts, and in one transaction with them rows and memory. The pipeline's
/// <i>home</i> is the first required sink that implements it, otherwise the embedded state store. An <i>owner</i> is one pipeline's identity.
/// Called by one thread at a time.
/// </summary>
public interface ICommitStore
{
    /// <summary>
    /// Takes splits over: raises the epoch of each by one and reads what is known, in one transaction. Splits never seen get epoch 1 and no state.
    /// </summary>
    /// <param name="request">Owner, splits and what the caller's view of the memory already has.</param>
    /// <param name="cancellationToken">Cancels the claim; it then happened wholly or not at all.</param>
    ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Commits in one transaction, durable on return. An exception means <i>unknown</i>: the engine asks <see cref="LastCommitAsync"/>.
    /// </summary>
    /// <param name="commit">Some whole pages and all that follows from them.</param>
    /// <param name="cancellationToken">Cancels the wait; the commit then is unknown.</param>
    ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>Number of the owner's last durable commit; 0 where there is none.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken);

    /// <summary>
    /// Reads what is known of an owner, for an operator: like a claim of no split, but <see cref="Claim.Epochs"/> holds every split that has a state,
    /// and a store that does not exist is not made (its <see cref="Claim.HomeId"/> is ""). May be called before the store is opened.
    /// </summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>What is known, without the journal. By default what a claim of no split finds, with no epochs.</returns>
    ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken) =>
        ClaimAsync(new ClaimRequest(owner, [], long.MaxValue), cancellationToken);

    /// <summary>
    /// Whether it keeps <see cref="Commit.Debts"/> and gives them back in <see cref="Claim.Debts"/>. False by default: the engine then waits for every
    /// sink, since what an optional one missed would be forgotten.
    /// </summary>
    bool KeepsDebts => false;
}

/// <summary>A sink that can be the home: it commits rows, positions and memory's journal in one transaction.</summary>
public interface ICommittingSink : ISink, ICommitStore
{
}

/// <summary>Reads rows back by page of keys: to rebuild a memory, to compare, to undo. Optional ability of a sink.</summary>
public interface IRowReader
{
    /// <summary>Reads rows in the order of their keys.</summary>
    /// <param name="afterKey">Rows behind this key; null means from the start.</param>
    /// <param name="count">At most this many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Rows as they were written, with <see cref="Record.Key"/> set; empty at the end.</returns>
    ValueTask<IReadOnlyList<Record>> ReadRowsAsync(string? afterKey, int count, CancellationToken cancellationToken);

    /// <summary>Under which key a record is, or would be, a row. By default under its own.</summary>
    /// <param name="record">A row as the engine hands it out; not changed.</param>
    /// <returns>The key; null where it can be no row.</returns>
    string? KeyOf(Record record) => record.Key;

    /// <summary>Finds rows by key: what an optional sink missed is paid from them. By default all rows are read.</summary>
    /// <param name="keys">1 to 1,000 keys, each once.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The rows that there are, in any order, with <see cref="Record.Key"/> set.</returns>
    async ValueTask<IReadOnlyList<Record>> FindRowsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        const int PageSize = 1000;
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var found = new List<Record>(wanted.Count);
        string? after = null;
        while (found.Count < wanted.Count && await ReadRowsAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(row => wanted.Contains(row.Key!)));
            after = page[^1].Key;
        }

        return found;
    }
}

/// <summary>
/// Ability of a home that holds the keys of the memory itself, next to the rows: <see cref="Commit.Memory"/> is then applied in the commit
/// and <see cref="Commit.Journal"/> is empty.
/// </summary>
public interface ISharedMemory
{
    /// <summary>Reads values.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="keys">Keys, each with its scope.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Only the keys that have a value.</returns>
    ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
        string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken);
}

/// <summary>Names one remembered value.</summary>
/// <param name="Scope">Processor, version of its state, and whether it is demo data's; chosen by the engine.</param>
/// <param name="Key">The processor's own key.</param>
public readonly record struct MemoryKey(string Scope, string Key)
{
    /// <inheritdoc />
    /// <remarks>Of the key alone: there are few scopes, and this is on the hot path.</remarks>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);
}

/// <summary>Asks for splits.</summary>
/// <param name="owner">The pipeline's identity, 1 to 200 characters.</param>
/// <param name="splitIds">Splits to take over; ids qualified by the collector. May be empty: nothing is raised then.</param>
/// <param name="journalAfter">Number of the last commit that the caller's view of the memory has applied; 0 for none.</param>
public sealed class ClaimRequest(string owner, IReadOnlyList<string> splitIds, long journalAfter)
{
    /// <summary>The pipeline's identity.</summary>
    public string Owner { get; } = owner;

    /// <summary>Splits to take over.</summary>
    public IReadOnlyList<string> SplitIds { get; } = splitIds;

    /// <summary>Last commit that the caller's view of the memory has applied.</summary>
    public long JournalAfter { get; } = journalAfter;

    /// <summary>Blobs of the journal to return at most, the oldest first; 0 for all.</summary>
    public int JournalMost { get; init; }

    /// <summary>Id of the run that claims.</summary>
    public string RunId { get; init; } = "";
}

/// <summary>What a claim found.</summary>
/// <param name="homeId">Identity of the store's file or database, made when it was created: another one means another truth.</param>
/// <param name="lastCommit">Number of the owner's last commit; 0 for none.</param>
/// <param name="epochs">The new epoch of each claimed split.</param>
/// <param name="splits">
/// State of every split of the owner that has one, claimed or not, as <see cref="SplitState"/> text; the engine closes what vanished.
/// </param>
/// <param name="marks">Last mark of each sink, by component id.</param>
/// <param name="journal">Blobs of commits after <see cref="ClaimRequest.JournalAfter"/>, in order, at most <see cref="ClaimRequest.JournalMost"/>.</param>
/// <param name="oldestJournal">Number of the oldest blob that is still kept; 0 where none is.</param>
public sealed class Claim(
    string homeId, long lastCommit, IReadOnlyDictionary<string, long> epochs, IReadOnlyDictionary<string, SplitState> splits,
    IReadOnlyDictionary<string, string> marks, IReadOnlyList<JournalEntry> journal, long oldestJournal)
{
    /// <summary>Identity of the store.</summary>
    public string HomeId { get; } = homeId;

    /// <summary>Number of the owner's last commit.</summary>
    public long LastCommit { get; } = lastCommit;

    /// <summary>The new epoch of each claimed split.</summary>
    public IReadOnlyDictionary<string, long> Epochs { get; } = epochs;

    /// <summary>State of every split of the owner that has one.</summary>
    public IReadOnlyDictionary<string, SplitState> Splits { get; } = splits;

    /// <summary>Last mark of each sink.</summary>
    public IReadOnlyDictionary<string, string> Marks { get; } = marks;

    /// <summary>Blobs that the caller's view lacks.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; } = journal;

    /// <summary>Number of the oldest blob that is still kept.</summary>
    public long OldestJournal { get; } = oldestJournal;

    /// <summary>Id of the run that committed last; "" where none did.</summary>
    public string LastRunId { get; init; } = "";

    /// <summary>What sinks missed and have not got since, by sink and number; empty where nothing is owed.</summary>
    public IReadOnlyList<Debt> Debts { get; init; } = [];
}

/// <summary>One commit's changes of the memory, opaque to the home.</summary>
/// <param name="number">Number of the commit.</param>
/// <param name="blob">What the engine wrote.</param>
public sealed class JournalEntry(long number, ReadOnlyMemory<byte> blob)
{
    /// <summary>Number of the commit.</summary>
    public long Number { get; } = number;

    /// <summary>What the engine wrote.</summary>
    public ReadOnlyMemory<byte> Blob { get; } = blob;
}

/// <summary>Some whole pages and all that follows from them: durable in one transaction, or not at all.</summary>
/// <param name="owner">The pipeline's identity.</param>
/// <param name="number">One more than the last commit's; a commit with a number that is already there is refused as fenced.</param>
/// <param name="splits">Splits that move; a commit with rows names at least one.</param>
public sealed class Commit(string owner, long number, IReadOnlyList<SplitCommit> splits)
{
    /// <summary>The pipeline's identity.</summary>
    public string Owner { get; } = owner;

    /// <summary>One more than the last commit's.</summary>
    public long Number { get; } = number;

    /// <summary>Splits that move.</summary>
    public IReadOnlyList<SplitCommit> Splits { get; } = splits;

    /// <summary>Rows in order, for a home that is a sink; empty for the state store.</summary>
    public IReadOnlyList<Record> Rows { get; init; } = [];

    /// <summary>New marks by sink id.</summary>
    public IReadOnlyDictionary<string, string> Marks { get; init; } = new Dictionary<string, string>();

    /// <summary>What optional sinks miss of this commit, and what was paid: each takes the place of the debt of that sink with that number.</summary>
    public IReadOnlyList<Debt> Debts { get; init; } = [];

    /// <summary>Changes of the memory, for a home with <see cref="ISharedMemory"/>. Good until the call returns: a home that keeps them copies them.</summary>
    public IReadOnlyList<MemoryChange> Memory { get; init; } = [];

    /// <summary>
    /// Changes of the memory as one blob, for a home without; empty where nothing changed. Good until the call returns: a home that keeps it copies it.
    /// </summary>
    public ReadOnlyMemory<byte> Journal { get; init; }

    /// <summary>Blobs up to this number may go: the view has them durable. 0 keeps all.</summary>
    public long JournalTrim { get; init; }

    /// <summary>Counts of the run so far, one small JSON object; kept with the run's id.</summary>
    public string Counts { get; init; } = "{}";

    /// <summary>The run that commits.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Asks a home with <see cref="IUndoStore"/> to keep what this commit replaces; null keeps nothing.</summary>
    public CommitUndo? Undo { get; init; }

    /// <summary>What is kept of commits up to this number may go, the oldest first, some with each commit. 0 keeps all.</summary>
    public long UndoTrim { get; init; }

    /// <summary>
    /// For a home with <see cref="IUndoStore"/>: the run whose rows are taken back in this transaction, newest commit first, whereupon nothing is kept of it any
    /// more. Its kept memory follows in the journal, newest commit first, one entry and one number each behind this commit's own. Splits, marks and the memory of a
    /// home with <see cref="ISharedMemory"/> are in the commit. Null for any other commit.
    /// </summary>
    public string? Undoes { get; init; }
}

/// <summary>One split's move.</summary>
/// <param name="splitId">The split, qualified by its collector.</param>
/// <param name="epoch">Epoch of the claim; an older one than the home's is refused.</param>
/// <param name="state">State after this commit; null forgets the split as if it had never been read. Its epoch stays, so that an older claim is fenced.</param>
public sealed class SplitCommit(string splitId, long epoch, SplitState? state)
{
    /// <summary>The split.</summary>
    public string SplitId { get; } = splitId;

    /// <summary>Epoch of the claim.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>State after this commit; null forgets the split.</summary>
    public SplitState? State { get; } = state;
}

/// <summary>How a commit ended.</summary>
public enum CommitStatus
{
    /// <summary>Durable.</summary>
    Committed = 0,

    /// <summary>Another host took a split over, or the number is taken: write nothing more.</summary>
    Fenced = 1,

    /// <summary>A remembered key changed meanwhile: compute again.</summary>
    Conflict = 2,

    /// <summary>Rows were refused; nothing was written.</summary>
    Rejected = 3,
}

/// <summary>How a commit ended, with counts or refused rows.</summary>
/// <param name="status">How it ended.</param>
public sealed class CommitResult(CommitStatus status)
{
    /// <summary>How it ended.</summary>
    public CommitStatus Status { get; } = status;

    /// <summary>Row counts of a commit that succeeded.</summary>
    public RowCounts Counts { get; init; }

    /// <summary>Refused rows, by index into <see cref="Commit.Rows"/>.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Why it was fenced or met a conflict; null otherwise.</summary>
    public string? Reason { get; init; }
}
