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

    public string Id { get; } = id;

    public void Add(long entered, long left, long dropped = 0, long rejected = 0)
    {
        Interlocked.Add(ref _in, entered);
        Interlocked.Add(ref _out, left);
        Interlocked.Add(ref _dropped, dropped);
        Interlocked.Add(ref _rejected, rejected);
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
        Seconds = Interlocked.Read(ref _ticks) / (double)Stopwatch.Frequency,
    };
}
