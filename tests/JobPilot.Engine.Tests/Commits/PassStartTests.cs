using JobPilot.Engine.Commits;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>How passes begin and go on.</summary>
public class PassStartTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    private static readonly CollectorPlan Plan = new() { Id = "source", Type = "fake", Collector = new FakeCollector("a", 0) };

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    public void Of_NewPass_IsCountedOn(int? known, int expected)
    {
        var state = known is { } pass ? new SplitState { Pass = pass, Done = true, Fingerprint = "" } : null;

        Assert.Equal(expected, PassStart.Of(Plan, state, ReadWindow.New, Monday, Monday, Patience).Pass);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void GoesOn_OpenPassOfThatAge_UpToTheEndOfPatience(long ticksMore, bool expected)
    {
        var open = new SplitState { AsOf = Monday, Fingerprint = "" };

        Assert.Equal(expected, PassStart.GoesOn(Plan, open, ReadWindow.New, Monday + Patience + TimeSpan.FromTicks(ticksMore), Patience));
    }

    [Fact]
    public void Of_SuspendedPass_GoesOnAndIsSuspendedNoMore()
    {
        var open = new SplitState { Pass = 3, AsOf = Monday, Fingerprint = "", Suspended = true, Position = "7" };

        var state = PassStart.Of(Plan, open, ReadWindow.New, Monday.AddHours(1), Monday.AddHours(1), Patience);

        Assert.Equal((3L, false, "7"), (state.Pass, state.Suspended, state.Position));
    }
}
