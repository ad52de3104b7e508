using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Http;

/// <summary>What all clients of one component share: pace, breaker, counts. Safe on every thread.</summary>
internal sealed class ComponentTraffic(string componentId, TimeProvider time, ILogger logger)
{
    private long _sent;
    private long _fromCache;
    private long _retries;
    private long _waitedTicks;
    private int _nearLimit;

    public string ComponentId { get; } = componentId;

    public ILogger Logger { get; } = logger;

    public Pace Pace { get; } = new(time);

    public Breaker Breaker { get; } = new(time);

    public HttpTraffic Counts => new(ComponentId)
    {
        Sent = Interlocked.Read(ref _sent),
        FromCache = Interlocked.Read(ref _fromCache),
        Retries = Interlocked.Read(ref _retries),
        Waited = TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)),
    };

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountFromCache() => Interlocked.Increment(ref _fromCache);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public void CountWait(TimeSpan wait) => Interlocked.Add(ref _waitedTicks, wait.Ticks);

    /// <summary>Whether the server's limit has come near since it was last far.</summary>
    public bool ComesNearLimit(bool near) => Interlocked.Exchange(ref _nearLimit, near ? 1 : 0) == 0 && near;
}
