using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Tests.Http;

/// <summary>A clock that the test drives, and that knows what waits for it.</summary>
internal sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<Tracked, DateTimeOffset> _pending = new();

    /// <summary>Time to the next timer, where it is due within a span; null where none is.</summary>
    public TimeSpan? NextWithin(TimeSpan span)
    {
        var now = GetUtcNow();
        var waits = _pending.Values.Select(due => due - now).Where(wait => wait <= span).ToList();
        return waits.Count == 0 ? null : waits.Min() is var least && least > TimeSpan.Zero ? least : TimeSpan.Zero;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var tracked = new Tracked(this, callback, state);
        tracked.Note(dueTime);
        tracked.Inner = base.CreateTimer(static timer => ((Tracked)timer!).Fire(), tracked, dueTime, period);
        return tracked;
    }

    private sealed class Tracked(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        public ITimer? Inner { get; set; }

        public void Note(TimeSpan dueTime)
        {
            if (dueTime < TimeSpan.Zero)
            {
                clock._pending.TryRemove(this, out _);
            }
            else
            {
                clock._pending[this] = clock.GetUtcNow() + dueTime;
            }
        }

        public void Fire()
        {
            clock._pending.TryRemove(this, out _);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return Inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock._pending.TryRemove(this, out _);
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
