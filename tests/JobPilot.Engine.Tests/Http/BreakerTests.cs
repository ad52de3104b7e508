using JobPilot.Engine.Http;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Engine.Tests.Http;

public sealed class BreakerTests
{
    private static readonly HttpPolicy Policy = new() { BreakAfter = 3, BreakDuration = TimeSpan.FromSeconds(30) };

    private readonly FakeTimeProvider _time = new();
    private readonly FaultException _cause = new(FaultKind.Transient, "It is raining.") { Fix = "Take an umbrella." };

    [Fact]
    public void Enter_AfterFailuresInARow_RefusesAndNamesTheCause()
    {
        var breaker = Failed(3);

        var fault = breaker.Enter();

        Assert.Equal((FaultKind.Unavailable, "http.circuit_open"), (fault!.Kind, fault.Code));
        Assert.Contains("3 times in a row", fault.Message);
        Assert.Contains("It is raining.", fault.Message);
        Assert.Equal("Take an umbrella.", fault.Fix);
        Assert.Equal(TimeSpan.FromSeconds(30), fault.RetryAfter);
    }

    [Fact]
    public void Succeed_BetweenFailures_StartsTheCountAnew()
    {
        var breaker = Failed(2);
        breaker.Succeed();
        breaker.Fail(_cause, Policy);
        breaker.Fail(_cause, Policy);

        Assert.Null(breaker.Enter());
    }

    [Fact]
    public void Enter_WhenTheTimeIsOver_LetsOneCallThrough()
    {
        var breaker = Failed(3);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(breaker.Enter());
        Assert.NotNull(breaker.Enter());

        breaker.Succeed();
        Assert.Null(breaker.Enter());
        Assert.Null(breaker.Enter());
    }

    [Fact]
    public void Fail_OfTheCallLetThrough_OpensAgain()
    {
        var breaker = Failed(3);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(breaker.Enter());

        breaker.Fail(_cause, Policy);

        Assert.NotNull(breaker.Enter());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(breaker.Enter());
    }

    [Fact]
    public void Abandon_OfTheCallLetThrough_LetsTheNextOneTry()
    {
        var breaker = Failed(3);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(breaker.Enter());

        breaker.Abandon();

        Assert.Null(breaker.Enter());
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(29.5, 0.5)]
    public void Enter_WhileOpen_TellsWhatIsLeft(double passed, double left)
    {
        var breaker = Failed(3);
        _time.Advance(TimeSpan.FromSeconds(passed));

        Assert.Equal(TimeSpan.FromSeconds(left), breaker.Enter()!.RetryAfter);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    public void Enter_WhileAnotherCallTries_CannotTellWhenItEnds(int passed)
    {
        var breaker = Failed(3);
        _time.Advance(TimeSpan.FromSeconds(passed));
        Assert.Null(breaker.Enter());

        Assert.Null(breaker.Enter()!.RetryAfter);
    }

    [Fact]
    public void Fail_SwitchedOff_NeverOpens()
    {
        var breaker = new Breaker(_time);
        for (var i = 0; i < 50; i++)
        {
            breaker.Fail(_cause, new HttpPolicy { BreakAfter = 0 });
        }

        Assert.Null(breaker.Enter());
    }

    private Breaker Failed(int times)
    {
        var breaker = new Breaker(_time);
        for (var i = 0; i < times; i++)
        {
            Assert.Null(breaker.Enter());
            breaker.Fail(_cause, Policy);
        }

        return breaker;
    }
}
