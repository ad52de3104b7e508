using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class CallDeadlineTests
{
    private readonly TestClock _time = new(HttpBench.Start);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(41 * 24 * 60)]
    [InlineData(1_000_000_000)]
    public void Create_NoLimitOrOneBeyondAllTimers_LetsTheCallGoOnForFortyDays(int minutes)
    {
        using var deadline = new CallDeadline(_time, TimeSpan.FromMinutes(minutes), CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(40) - TimeSpan.FromSeconds(1));
        Assert.False(deadline.Expired);
        Assert.False(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(deadline.Expired);
    }

    [Fact]
    public void Expired_AtTheLimit_CancelsTheCall()
    {
        using var deadline = new CallDeadline(_time, TimeSpan.FromSeconds(10), CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(deadline.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(deadline.Expired);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Resume_AfterAPause_LeavesWhatWasLeft()
    {
        using var deadline = new CallDeadline(_time, TimeSpan.FromSeconds(10), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(4));
        deadline.Pause();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(deadline.Expired);

        deadline.Resume();

        Assert.Equal(TimeSpan.FromSeconds(6), _time.NextWithin(TimeSpan.MaxValue));
    }

    [Fact]
    public void Resume_Twice_GivesNoTimeBack()
    {
        using var deadline = new CallDeadline(_time, TimeSpan.FromSeconds(10), CancellationToken.None);
        deadline.Pause();
        deadline.Resume();
        _time.Advance(TimeSpan.FromSeconds(6));

        deadline.Resume();

        Assert.Equal(TimeSpan.FromSeconds(4), _time.NextWithin(TimeSpan.MaxValue));
    }

    [Fact]
    public void Resume_WhenThePauseCameAfterTheLimit_IsNoFault()
    {
        using var deadline = new CallDeadline(_time, TimeSpan.FromSeconds(10), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(11));
        deadline.Pause();

        deadline.Resume();

        Assert.True(deadline.Expired);
    }

    [Fact]
    public async Task Token_CallersTokenCancelled_IsCancelledWithoutBeingExpired()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new CallDeadline(_time, TimeSpan.FromSeconds(10), caller.Token);

        await caller.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.Expired);
    }
}
