using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class TestClockTests
{
    private readonly TestClock _time = new(HttpBench.Start);

    [Fact]
    public async Task Advance_WhileOtherThreadsMakeTimers_LosesNone()
    {
        var waiting = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                // What follows a delay runs on the thread that moves the clock on; the next timer is to be made on another.
                await Task.Delay(TimeSpan.FromMilliseconds(1 + ((i + worker) % 7)), _time);
                await Task.Yield();
            }
        })));

        // A timer that was made later than it was noted is one that is due already and never called.
        var stalled = Task.Delay(TimeSpan.FromSeconds(60));
        while (!waiting.IsCompleted && !stalled.IsCompleted)
        {
            if (_time.NextWithin(TimeSpan.FromSeconds(1)) is { } wait)
            {
                _time.Advance(wait);
            }
        }

        Assert.True(waiting.IsCompleted, $"A timer was lost; the next is due in {_time.NextWithin(TimeSpan.MaxValue)}.");
    }

    [Fact]
    public void NextWithin_TellsOfTheTimerThatIsDueFirst()
    {
        using var late = _time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        Assert.Equal(TimeSpan.FromSeconds(4), _time.NextWithin(TimeSpan.FromSeconds(60)));
        Assert.Null(_time.NextWithin(TimeSpan.FromSeconds(3)));

        early.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        Assert.Equal(TimeSpan.FromSeconds(9), _time.NextWithin(TimeSpan.FromSeconds(60)));

        early.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        late.Dispose();
        Assert.Null(_time.NextWithin(TimeSpan.MaxValue));
    }

    [Fact]
    public void Advance_CallsWhatIsDueAndNothingThatWasDisposed()
    {
        var called = new List<string>();
        using var disposedByTheFirst = _time.CreateTimer(_ => called.Add("disposed"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var first = _time.CreateTimer(
            _ =>
            {
                called.Add("first");
                disposedByTheFirst.Dispose();
            },
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var later = _time.CreateTimer(_ => called.Add("later"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["first"], called);
        Assert.Equal(TimeSpan.FromSeconds(1), _time.NextWithin(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void CreateTimer_DueAtOnce_IsCalledBeforeItReturns()
    {
        var called = 0;

        using var timer = _time.CreateTimer(_ => called++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Equal(1, called);
        Assert.Null(_time.NextWithin(TimeSpan.MaxValue));
    }
}
