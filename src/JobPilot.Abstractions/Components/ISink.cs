namespace JobPilot;

/// <summary>What a sink can do with rows.</summary>
[Flags]
public enum SinkOperations
{
    /// <summary>Nothing; not a valid sink.</summary>
    None = 0,

    /// <summary>Writes every record as a new entry: a file, a console. Patches and deletes are lines of a change log.</summary>
    Append = 1,

    /// <summary>Inserts a row or puts it in the place of the one with the same key.</summary>
    Upsert = 2,

    /// <summary>Changes some fields of a row that exists; does nothing where it does not.</summary>
    Patch = 4,

    /// <summary>Removes a row; does nothing where it does not exist.</summary>
    Delete = 8,
}

/// <summary>
/// Writes records. Called by one thread at a time: <see cref="OpenAsync"/> once, then writes and flushes in turn. Batching, retry and time
/// limits are the engine's. Disposed by the host if it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.
/// </summary>
public interface ISink
{
    /// <summary>What the sink can do with rows.</summary>
    SinkOperations Operations { get; }

    /// <summary>Where the rows go: an absolute path or URL without secrets, "stdout" for a console. Known before opening.</summary>
    string Location { get; }

    /// <summary>
    /// Opens the sink, and rolls it back to the mark. Called again on the open sink for a rewind: it then goes back to that mark.
    /// </summary>
    /// <param name="open">Mark, and whether a new run begins.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="FaultException">It cannot be opened: what, where, how to mend it.</exception>
    ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken);

    /// <summary>
    /// Takes rows. They need not be durable before <see cref="FlushAsync"/> returns. A batch is tried again after a transient fault, so
    /// a failed call leaves nothing behind that the next one repeats (upserts by key may).
    /// </summary>
    /// <param name="records">1 to a few thousand, in order; owned by the engine, valid during the call, shared with other sinks: not changed.</param>
    /// <param name="cancellationToken">Cancelled when the run ends at once.</param>
    /// <returns>What became of them.</returns>
    /// <exception cref="FaultException">The batch could not be written.</exception>
    ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken);

    /// <summary>
    /// Makes all that was written durable. Called before the home commits.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the run ends at once.</param>
    /// <returns>The mark to roll back to (a file's length), at most 16 KB; null for a sink that writes by key and cannot roll back.</returns>
    ValueTask<string?> FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether a new run starts empty, so that what earlier runs wrote is gone: what the sink missed of them is then owed no more. Known before opening;
    /// false by default.
    /// </summary>
    bool StartsAnew => false;

    /// <summary>Checks that the sink could be opened, for <c>doctor</c>; writes nothing. Finds nothing by default.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>Findings, each with its mend.</returns>
    ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken) => new([]);
}

/// <summary>How a sink is opened. Immutable.</summary>
/// <param name="newRun">
/// True where no interrupted pass is resumed: a file starts anew, or appends where its options say so. False: it is cut back to the mark.
/// </param>
public sealed class SinkOpen(bool newRun)
{
    /// <summary>Whether no interrupted pass is resumed.</summary>
    public bool NewRun { get; } = newRun;

    /// <summary>Mark of the last commit of this pipeline; null where there is none.</summary>
    public string? Mark { get; init; }
}

/// <summary>What became of a batch of rows.</summary>
public sealed class WriteResult
{
    /// <summary>Nothing was refused and nothing counted.</summary>
    public static WriteResult Empty { get; } = new();

    /// <summary>Rows that the sink refused for what they are; the rest was taken. Empty by default.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Row counts, where the sink knows them.</summary>
    public RowCounts Counts { get; init; }
}

/// <summary>A row that a sink refused.</summary>
/// <param name="index">Index in the batch.</param>
/// <param name="reason">Field and limit; holds no secret.</param>
public sealed class RejectedRow(int index, string reason)
{
    /// <summary>Index in the batch.</summary>
    public int Index { get; } = index;

    /// <summary>Field and limit.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Rows by what a sink did with them.</summary>
public readonly record struct RowCounts
{
    /// <summary>Rows that did not exist.</summary>
    public long Inserted { get; init; }

    /// <summary>Rows whose content changed, patches included.</summary>
    public long Updated { get; init; }

    /// <summary>Rows whose content was the same.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that were removed.</summary>
    public long Deleted { get; init; }

    /// <summary>Adds up field by field.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static RowCounts operator +(RowCounts left, RowCounts right) => new()
    {
        Inserted = left.Inserted + right.Inserted,
        Updated = left.Updated + right.Updated,
        Unchanged = left.Unchanged + right.Unchanged,
        Deleted = left.Deleted + right.Deleted,
    };
}
