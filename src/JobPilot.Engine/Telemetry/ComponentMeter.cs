using System.Diagnostics;

namespace JobPilot.Engine.Telemetry;

/// <summary>Counts what one component does. Added to a batch at a time, from any thread.</summary>
internal sealed class ComponentMeter(string id, string kind, string type)
{
    private long _in;
    private long _out;
    private long _dropped;
    private long _rejected;
    private long _ticks;
    private long _discarded;
    private volatile ShapeCounts? _shape;
    private (long In, long Out, long Dropped, long Rejected) _kept;

    public string Id { get; } = id;

    public void Add(long entered, long left, long dropped = 0, long rejected = 0)
    {
        Interlocked.Add(ref _in, entered);
        Interlocked.Add(ref _out, left);
        Interlocked.Add(ref _dropped, dropped);
        Interlocked.Add(ref _rejected, rejected);
    }

    /// <summary>A value was taken out of a record, since its contract discards the field.</summary>
    public void Discard() => Interlocked.Increment(ref _discarded);

    /// <summary>What the run means for the shape of the source; for a collector, once the run has ended.</summary>
    public void SetShape(ShapeCounts counts) => _shape = counts;

    /// <summary>What was counted up to here is committed. For a meter of one thread.</summary>
    public void Keep() => _kept = (_in, _out, _dropped, _rejected);

    /// <summary>Takes back what was counted since the last commit: it is done again. The time was spent all the same.</summary>
    public void Rewind()
    {
        Interlocked.Exchange(ref _in, _kept.In);
        Interlocked.Exchange(ref _out, _kept.Out);
        Interlocked.Exchange(ref _dropped, _kept.Dropped);
        Interlocked.Exchange(ref _rejected, _kept.Rejected);
    }

    /// <summary>Adds the time since a <see cref="Stopwatch"/> time stamp.</summary>
    public void AddTimeSince(long timestamp) => Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - timestamp);

    public ComponentProgress Snapshot() => new()
    {
        Id = Id,
        Kind = kind,
        Type = type,
        In = Interlocked.Read(ref _in),
        Out = Interlocked.Read(ref _out),
        Dropped = Interlocked.Read(ref _dropped),
        Rejected = Interlocked.Read(ref _rejected),
        Shape = Shape(_shape, Interlocked.Read(ref _discarded)),
        Seconds = Interlocked.Read(ref _ticks) / (double)Stopwatch.Frequency,
    };

    private static ShapeCounts? Shape(ShapeCounts? changes, long discarded) =>
        changes is null && discarded == 0 ? null : (changes ?? new ShapeCounts()) with { DiscardedValues = discarded };
}
