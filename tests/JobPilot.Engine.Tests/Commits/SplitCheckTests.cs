using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>Positions that no longer fit the pipeline are explained, and left as they are.</summary>
public class SplitCheckTests
{
    [Fact]
    public async Task Run_CollectorGone_WarnsAndKeepsItsPositions()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10), "old").WriteHome();
        Assert.Empty((await run.RunAsync()).Warnings);
        run.Collectors.Clear();
        run.Collect(new FakeCollector("a", 10), "new");

        var result = await run.RunAsync();

        var warning = Assert.Single(result.Warnings);
        Assert.Equal(("engine.unlisted_collector", "old"), (warning.Code, warning.Pointer));
        Assert.Contains("--from old", warning.Fix, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Contains("old/all", (await run.Home.ClaimAsync(new ClaimRequest("test", [], 0), CancellationToken.None)).Splits.Keys);
    }

    [Fact]
    public async Task Run_SplitsGone_NamesSomeAndCountsTheRest()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10) { Splits = ["one", "two", "three", "four", "five"] }).WriteHome();
        await run.RunAsync();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("a", 10) { Splits = ["one"] });

        var warning = Assert.Single((await run.RunAsync()).Warnings);

        Assert.Equal("engine.unlisted_split", warning.Code);
        Assert.Contains("'source/five', 'source/four', 'source/three' and 1 more", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsManySplitsGoneAsAreNamed_CountsNoRest()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10) { Splits = ["one", "two", "three", "four"] }).WriteHome();
        await run.RunAsync();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("a", 10) { Splits = ["one"] });

        var warning = Assert.Single((await run.RunAsync()).Warnings);

        Assert.Contains("'source/four', 'source/three', 'source/two'", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" more", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_QueryChangedAfterAnInterruptedRun_SplitThatWasCompleteIsReadAgain()
    {
        var collector = new FakeCollector("a", 20)
        {
            Splits = ["one", "two"],
            BeforePage = (split, first) =>
            {
                if (split == "two" && first == 10)
                {
                    throw new FaultException(FaultKind.Fatal, "the source is broken");
                }
            },
        };
        var run = new EngineRun().WriteHome();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "fake", Collector = collector, Fingerprint = "before" });
        Assert.Equal(RunOutcome.Failed, (await run.RunAsync()).Outcome);
        run.Collectors.Clear();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 20) { Splits = ["one", "two"] }, Fingerprint = "after" });

        var result = await run.RunAsync();

        Assert.Equal(40, result.Totals.Collected);
        Assert.Equal("engine.changed_query", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public async Task Run_QueryChangedBeforeAnyPageCame_HasNothingToExplain()
    {
        var run = new EngineRun().WriteHome().Write(new MarkedSink());
        var broken = new FakeCollector("a", 20) { BeforePage = (_, _) => throw new FaultException(FaultKind.Fatal, "the source is broken") };
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "fake", Collector = broken, Fingerprint = "before" });
        Assert.Equal(RunOutcome.Failed, (await run.RunAsync()).Outcome);
        Assert.Contains("source/all", (await run.Home.ClaimAsync(new ClaimRequest("test", [], 0), CancellationToken.None)).Splits.Keys);
        run.Collectors.Clear();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 20), Fingerprint = "after" });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 20L), (result.Outcome, result.Totals.Collected));
        Assert.Empty(result.Warnings);
    }
}
