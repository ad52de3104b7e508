using JobPilot.Engine.Http;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Engine.Tests.Http;

public sealed class PaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(600)]
    public async Task WaitAsync_ManyCallsAtOnce_NeverPassMoreThanTheLimitInAnyMinute(int rate)
    {
        var pace = new Pace(_time);
        var passed = new List<TimeSpan>();
        var start = _time.GetTimestamp();
        var calls = Enumerable.Range(0, rate * 2).Select(_ => PassAsync()).ToList();
        while (calls.Exists(call => !call.IsCompleted))
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await Task.WhenAll(calls);

        for (var i = 0; i < passed.Count; i++)
        {
            Assert.True(passed.Count(at => at >= passed[i] && at < passed[i] + TimeSpan.FromMinutes(1)) <= rate);
        }

        async Task PassAsync()
        {
            await pace.WaitAsync(rate, CancellationToken.None);
            lock (passed)
            {
                passed.Add(_time.GetElapsedTime(start));
            }
        }
    }

    [Fact]
    public void WaitAsync_NoLimit_PassesAtOnce()
    {
        var pace = new Pace(_time);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(pace.WaitAsync(null, CancellationToken.None).IsCompletedSuccessfully));
    }

    [Fact]
    public void WaitAsync_AfterQuiet_DoesNotSaveUpMoreThanTheBurst()
    {
        var pace = new Pace(_time);
        _time.Advance(TimeSpan.FromHours(1));

        var passed = Enumerable.Range(0, 10).Count(_ => pace.WaitAsync(60, CancellationToken.None).IsCompleted);

        Assert.Equal(2, passed);
    }

    [Fact]
    public async Task Hold_WhileCallsWait_KeepsThemBackAndSpacesThemAfterwards()
    {
        var pace = new Pace(_time);
        var start = _time.GetTimestamp();
        var passed = new List<double>();
        var calls = Enumerable.Range(0, 4).Select(_ => PassAsync()).ToList();
        Assert.Single(passed);
        pace.Hold(TimeSpan.FromSeconds(30));

        while (calls.Exists(call => !call.IsCompleted))
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5);
        }

        Assert.Equal(4, passed.Count);
        // However late a call wakes up, none passes before its turn: 30, 33 and 36.
        Assert.All(passed.Skip(1).Select((at, turn) => (At: at, Turn: 30 + (3 * turn))), call => Assert.True(call.At >= call.Turn, $"{call}"));

        async Task PassAsync()
        {
            await pace.WaitAsync(20, CancellationToken.None);
            lock (passed)
            {
                passed.Add(_time.GetElapsedTime(start).TotalSeconds);
            }
        }
    }

    [Fact]
    public async Task Hold_ShorterThanTheOneUnderWay_DoesNotCutThatShort()
    {
        var pace = new Pace(_time);
        pace.Hold(TimeSpan.FromSeconds(30));
        pace.Hold(TimeSpan.FromSeconds(5));
        var waiting = pace.WaitAsync(null, CancellationToken.None).AsTask();

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Fact]
    public async Task WaitAsync_Cancelled_EndsTheWait()
    {
        var pace = new Pace(_time);
        pace.Hold(TimeSpan.FromHours(1));
        using var source = new CancellationTokenSource();
        var waiting = pace.WaitAsync(null, source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
