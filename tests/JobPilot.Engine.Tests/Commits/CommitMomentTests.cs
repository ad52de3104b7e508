using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>When a commit is made, and what a pass that starts again leaves.</summary>
public class CommitMomentTests
{
    [Fact]
    public async Task Run_SourceIsSlow_WhatIsThereIsCommittedWhenItsTimeIsUp()
    {
        var source = new FakeCollector("a", 30);
        var run = new EngineRun { Settings = PlainSettingsWithDelay(TimeSpan.FromMilliseconds(50)) }.Collect(source).WriteHome();
        var committed = new List<int>();
        source.Wait = async token =>
        {
            for (var waited = 0; source.Pages.Count > 0 && run.Home.Rows.Count < source.Pages.Count * 10 && waited < 1000; waited++)
            {
                await Task.Delay(10, token);
            }

            committed.Add(run.Home.Rows.Count);
        };

        await run.RunAsync();

        Assert.Equal([0, 10, 20], committed.Take(3));
    }

    [Fact]
    public async Task Run_PositionExpires_ThePassStartsAgainAndNothingIsThereTwice()
    {
        var expired = false;
        var source = new FakeCollector("a", 30);
        source.BeforePage = (_, first) =>
        {
            if (first == 20 && !expired)
            {
                expired = true;
                throw new FaultException(FaultKind.PositionExpired, "gone");
            }
        };
        var run = new EngineRun().Collect(source).WriteHome();

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 30), (result.Outcome, run.Home.Rows.Count));
        Assert.Equal([0, 10, 0, 10, 20], source.Pages.Select(page => page.First));
        Assert.Contains("the pass starts again from its beginning", Assert.Single(result.Warnings).Message, StringComparison.Ordinal);
    }

    private static EngineSettings PlainSettingsWithDelay(TimeSpan delay) =>
        JobPilot.Tests.Engine.PlainSettings.Value with { MaxCommitDelay = delay };
}
