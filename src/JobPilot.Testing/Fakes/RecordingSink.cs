namespace JobPilot.Testing;

/// <summary>
/// A sink in memory that appends, with marks (the number of records that were flushed). What it holds outlives <see cref="OpenAsync"/> and
/// disposal, so the same instance stands for the place after a restart. Public members are safe to read between calls.
/// </summary>
public class RecordingSink : ISink, IAsyncDisposable
{
    private readonly List<Record> _records = [];

    /// <summary>What the sink can do with rows; everything by default.</summary>
    public SinkOperations Operations { get; init; } =
        SinkOperations.Append | SinkOperations.Upsert | SinkOperations.Patch | SinkOperations.Delete;

    /// <summary>Where the rows go; <c>memory://sink</c> by default.</summary>
    public string Location { get; init; } = "memory://sink";

    /// <summary>Whether <see cref="FlushAsync"/> returns a mark; true by default.</summary>
    public bool Marks { get; init; } = true;

    /// <summary>Copies of all that was taken, in order.</summary>
    public IReadOnlyList<Record> Records => _records;

    /// <summary>Keys of <see cref="Records"/>, in order.</summary>
    public IReadOnlyList<string?> Keys => [.. _records.Select(record => record.Key)];

    /// <summary>How it was opened, call by call.</summary>
    public IList<SinkOpen> Opens { get; } = [];

    /// <summary>Sizes of the batches, call by call.</summary>
    public IList<int> Batches { get; } = [];

    /// <summary>Flushes so far.</summary>
    public int Flushes { get; private set; }

    /// <summary>Disposals so far.</summary>
    public int Disposals { get; private set; }

    /// <summary>Called with each batch before it is taken: throw to fail it, return indexes with reasons to refuse rows. Null takes all.</summary>
    public Func<IReadOnlyList<Record>, IReadOnlyList<RejectedRow>?>? OnWrite { get; set; }

    /// <summary>Called before each flush: throw to fail it.</summary>
    public Action? OnFlush { get; set; }

    /// <inheritdoc />
    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Opens.Add(open);
        if (Marks)
        {
            var keep = open.NewRun ? 0 : open.Mark is null ? 0 : int.Parse(open.Mark, System.Globalization.CultureInfo.InvariantCulture);
            _records.RemoveRange(keep, _records.Count - keep);
        }

        return default;
    }

    /// <inheritdoc />
    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Batches.Add(records.Count);
        var rejected = OnWrite?.Invoke(records) ?? [];
        _records.AddRange(records.Where((_, index) => rejected.All(row => row.Index != index)).Select(record => record.Clone()));
        return new(new WriteResult { Rejected = rejected });
    }

    /// <inheritdoc />
    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OnFlush?.Invoke();
        Flushes++;
        return new(Marks ? _records.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Disposals++;
        GC.SuppressFinalize(this);
        return default;
    }
}
