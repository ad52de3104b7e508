namespace JobPilot;

/// <summary>
/// Reads a source. Plans its <see cref="Split"/>s, then reads each after its last position. It knows neither batches nor retries nor
/// other machines. Disposed by the host if it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.
/// </summary>
public interface ICollector
{
    /// <summary>
    /// Lists the pieces of work that can be read apart: one search, board or file each. Called once a run, before any read.
    /// </summary>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>At least one split; ids unique within the collector and equal in every run for the same work.</returns>
    /// <exception cref="FaultException">The source cannot be planned; <see cref="FaultKind.Unavailable"/> leads to the fallback.</exception>
    ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads one split after a position. Pages come in the source's order. Ending normally means that the pass is complete. Called by the
    /// engine once a split at a time, possibly for several splits at once on different threads; enumerated by one thread.
    /// </summary>
    /// <param name="read">What to read, and after which position.</param>
    /// <param name="cancellationToken">Ends the read; the pages already taken stay valid.</param>
    /// <exception cref="FaultException">Says what the engine may do: retry, skip, fall back, stop.</exception>
    IAsyncEnumerable<Page> ReadAsync(SplitRead read, CancellationToken cancellationToken);

    /// <summary>
    /// Tells a queue that everything up to a position is durable. Called after the home's commit, in order within a split; may come twice.
    /// Sources that need no acknowledgement leave the default, which does nothing.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <param name="position">The position that the commit holds.</param>
    /// <param name="cancellationToken">Cancels the acknowledgement; the source then delivers again.</param>
    ValueTask AcknowledgeAsync(Split split, Position position, CancellationToken cancellationToken) => default;
}

/// <summary>One piece of a collector's work. Immutable.</summary>
/// <param name="id">Stable for the same work, 1 to 400 characters, unique within the collector.</param>
/// <param name="json">What the collector needs to read it: one JSON value of at most 16 KB; holds no secret.</param>
public sealed class Split(string id, string json = "{}")
{
    /// <summary>Stable id, unique within the collector.</summary>
    public string Id { get; } = id;

    /// <summary>What the collector needs to read it.</summary>
    public string Json { get; } = json;
}

/// <summary>Where to go on inside a pass. Opaque to the engine, may expire. Immutable.</summary>
/// <param name="value">At most 16 KB; holds no secret.</param>
public sealed class Position(string value)
{
    /// <summary>The collector's own text.</summary>
    public string Value { get; } = value;
}

/// <summary>What outlives a pass. Becomes live only when the pass is complete; folded by the engine over its pages.</summary>
public sealed class Bookmark
{
    /// <summary>Newest date seen, UTC; the engine keeps the maximum.</summary>
    public DateTimeOffset? HighWater { get; init; }

    /// <summary>Opaque token such as an ETag; the engine keeps the last one.</summary>
    public string? Token { get; init; }
}

/// <summary>
/// One answer of the source with the position after it: the unit of progress. A commit holds whole pages.
/// </summary>
/// <param name="records">At most 1,000 records or 4 MB, in the source's order; may be empty. Owned by the engine from here on.</param>
/// <param name="after">Where to go on behind this page.</param>
public sealed class Page(IReadOnlyList<Record> records, Position after)
{
    /// <summary>The records; owned by the engine.</summary>
    public IReadOnlyList<Record> Records { get; } = records;

    /// <summary>Where to go on behind this page.</summary>
    public Position After { get; } = after;

    /// <summary>What this page adds to the pass's bookmark; null where it adds nothing.</summary>
    public Bookmark? Bookmark { get; init; }

    /// <summary>When the source gave the page, UTC; null means now by the engine's clock. A cache or a generator sets it.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }
}

/// <summary>What a collector is asked to read. Immutable.</summary>
/// <param name="split">The split, as planned in this run.</param>
/// <param name="asOf">Start of the pass, UTC; the same for every page of it, also after a restart.</param>
public sealed class SplitRead(Split split, DateTimeOffset asOf)
{
    /// <summary>The split, as planned in this run.</summary>
    public Split Split { get; } = split;

    /// <summary>Start of the pass, UTC.</summary>
    public DateTimeOffset AsOf { get; } = asOf;

    /// <summary>Position of the last page that is durable; null means from the start.</summary>
    public Position? After { get; init; }

    /// <summary>Bookmark of the last complete pass; null where there is none.</summary>
    public Bookmark? Bookmark { get; init; }

    /// <summary>Only postings from this moment on, UTC; null means all. A collector that cannot filter ignores it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only postings before this moment, UTC; null means all.</summary>
    public DateTimeOffset? Until { get; init; }
}
