using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Tests.Http;

/// <summary>A clock that the test drives, and that knows what waits for it. Timers may be made on every thread while it is moved on.</summary>
/// <remarks>
/// A timer is noted and started in one step, and the clock never moves within it: were it moved between the two, the timer would be due later
/// than was noted, and whoever moves the clock on to what is noted would wait for it for ever. What a timer calls runs outside the lock.
/// </remarks>
internal sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Tracked, DateTimeOffset> _pending = [];
    private readonly Queue<Tracked> _fired = [];

    /// <summary>Time to the next timer, where it is due within a span; null where none is.</summary>
    public TimeSpan? NextWithin(TimeSpan span)
    {
        lock (_lock)
        {
            var now = GetUtcNow();
            var waits = _pending.Values.Select(due => due - now).Where(wait => wait <= span).ToList();
            return waits.Count == 0 ? null : waits.Min() is var least && least > TimeSpan.Zero ? least : TimeSpan.Zero;
        }
    }

    /// <summary>Moves the clock on; what was waiting for it is called before this returns.</summary>
    public new void Advance(TimeSpan span)
    {
        lock (_lock)
        {
            base.Advance(span);
        }

        CallFired();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var tracked = new Tracked(this, callback, state);
        lock (_lock)
        {
            Note(tracked, dueTime);
            tracked.Inner = base.CreateTimer(static timer => ((Tracked)timer!).Fire(), tracked, dueTime, period);
        }

        CallFired();
        return tracked;
    }

    private void Note(Tracked timer, TimeSpan dueTime)
    {
        if (dueTime < TimeSpan.Zero)
        {
            _pending.Remove(timer);
        }
        else
        {
            _pending[timer] = GetUtcNow() + dueTime;
        }
    }

    private void CallFired()
    {
        while (true)
        {
            Tracked? timer;
            lock (_lock)
            {
                if (!_fired.TryDequeue(out timer))
                {
                    return;
                }
            }

            timer.Call();
        }
    }

    private sealed class Tracked(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _isDisposed;

        public ITimer? Inner { get; set; }

        /// <summary>Called by the clock below, which only moves within the lock.</summary>
        public void Fire()
        {
            clock._pending.Remove(this);
            clock._fired.Enqueue(this);
        }

        public void Call()
        {
            if (!_isDisposed)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isChanged;
            lock (clock._lock)
            {
                clock.Note(this, dueTime);
                isChanged = Inner!.Change(dueTime, period);
            }

            clock.CallFired();
            return isChanged;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _isDisposed = true;
                clock._pending.Remove(this);
                Inner?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
