namespace JobPilot.Engine.Http;

/// <summary>
/// Time limit of a call with all its retries. It stands still while the call waits for its turn, which Polly's time-out cannot. Used by one call.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _resumedAt;
    private bool _paused;

    public CallDeadline(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        _time = time;
        _left = limit <= TimeSpan.Zero || limit > Longest ? Longest : limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _resumedAt = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((CallDeadline)state!).Expire(), this, _left, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public bool Expired { get; private set; }

    public void Pause()
    {
        var left = _left - _time.GetElapsedTime(_resumedAt);
        _left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        _paused = true;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Resume()
    {
        if (_paused)
        {
            _paused = false;
            _resumedAt = _time.GetTimestamp();
            _timer.Change(_left, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        Expired = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended in the same moment.
            Expired = false;
        }
    }
}
