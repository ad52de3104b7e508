using System.Globalization;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests;

/// <summary>Pages that were given up, and answers that are odd.</summary>
public class SkippedPagesTests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Run_PageCannotBeRead_IsSkippedRememberedAndFetchedByTheNextRun()
    {
        var collector = new FakeCollector("a", 50) { Posted = n => FirstDay.AddHours(n), BeforePage = (_, first) => Skip(first, 20) };
        var run = new EngineRun().Collect(collector).WriteHome();

        var first = await run.RunAsync();
        var remembered = Assert.Single(State(run).Retry);
        collector.BeforePage = (_, _) => { };
        var second = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 40), (first.Outcome, first.Totals.Collected));
        Assert.Equal(["skipped", "engine.pages_remembered"], first.Warnings.Select(warning => warning.Code));
        Assert.Equal(("20", null, null, 1, "skipped"), (remembered.After, remembered.Since, remembered.Until, remembered.Attempts, remembered.Code));
        Assert.Equal(11, second.Totals.Collected); // the page, and what is new since the bookmark
        Assert.Equal(("20", null, collector.Reads[0].AsOf), Asked(collector.Reads.Single(read => read.After?.Value == "20" && read != collector.Reads[0])));
        Assert.Equal(50, run.Home.Rows.Count);
        Assert.Empty(State(run).Retry);
        Assert.Empty(second.Warnings);
    }

    [Fact]
    public async Task Run_FirstPageCannotBeRead_IsRememberedToo()
    {
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Skip(first, 0) };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, _) => { };

        var second = await run.RunAsync();

        Assert.Null(collector.Reads[^2].After);
        Assert.Equal((40, 30), (second.Totals.Collected, run.Home.Rows.Count));
    }

    [Fact]
    public async Task Run_PageStaysUnreadable_IsLostAfterFiveRunsAndThatIsTold()
    {
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Skip(first, 10) };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Posted = n => FirstDay.AddHours(n);

        var attempts = new List<int>();
        RunResult last;
        do
        {
            last = await run.RunAsync();
            attempts.Add(State(run).Retry.Min(page => page.Attempts));
        }
        while (attempts.Count < 5);

        // Each run also skips the page in its own pass; the oldest one is given up in the fifth.
        Assert.Contains(last.Warnings, warning => warning.Code == "engine.page_lost" && warning.Fix!.Contains("--since", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SourceUnavailable_RememberedPagesWaitOn()
    {
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Skip(first, 10) };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, _) => throw new FaultException(FaultKind.Unavailable, "the source is gone") { Code = "source_gone" };

        var failed = await run.RunAsync();

        Assert.Equal("source_gone", failed.Failure!.Code);
        Assert.Equal(1, Assert.Single(State(run).Retry).Attempts);
    }

    [Fact]
    public async Task Run_NoPageCanBeRead_SourceCountsAsGoneAndNothingIsLost()
    {
        var collector = new FakeCollector("a", 100) { BeforePage = (_, first) => Skip(first, first) };
        var run = new EngineRun().Collect(collector).WriteHome();

        var failed = await run.RunAsync();
        collector.BeforePage = (_, _) => { };
        var resumed = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "skipped"), (failed.Outcome, failed.Failure!.Code));
        Assert.Equal((RunOutcome.Succeeded, 100, 100), (resumed.Outcome, resumed.Totals.Collected, run.Home.Rows.Count));
        Assert.Empty(State(run).Retry);
    }

    [Fact]
    public async Task Run_EveryPageOfAShortSearchIsSkipped_FallbackDeliversAndTheNextRunHasAll()
    {
        var collector = new FakeCollector("a", 20) { BeforePage = (_, first) => Skip(first, first) };
        var run = new EngineRun().Collect(
            collector, fallback: new CollectorPlan { Id = "source.fallback", Type = "demo", Collector = new FakeCollector("demo", 15), Demo = true }).WriteHome();

        var first = await run.RunAsync();
        collector.BeforePage = (_, _) => { };
        var second = await run.RunAsync();

        Assert.Equal((15, true), (first.Totals.Collected, first.Fallbacks[0].Used));
        Assert.Equal((20, false), (second.Totals.Collected, second.Fallbacks[0].Used));
    }

    [Fact]
    public async Task Run_MoreThanAHundredPagesSkipped_OldestIsLostAndThatIsTold()
    {
        var collector = new FakeCollector("a", 2_100) { BeforePage = (_, first) => Skip(first, first % 20 == 0 ? first : -1) };
        var run = new EngineRun().Collect(collector).WriteHome();

        var result = await run.RunAsync();

        Assert.Equal(100, State(run).Retry.Count);
        Assert.Equal("100", State(run).Retry[0].After);
        Assert.Contains(result.Warnings, warning => warning.Code == "engine.page_lost");
    }

    [Fact]
    public async Task Run_LimitCutsTheFetchedPage_ItIsAskedForAgain()
    {
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Skip(first, 20) };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, _) => { };

        await run.RunAsync(limit: 5);

        Assert.Single(State(run).Retry);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(10, true)]
    [InlineData(9, false)]
    [InlineData(0, false)]
    public async Task Run_PassGivesNothing_WarnsWhereTheLastOneGavePlenty(int before, bool warns)
    {
        var collector = new FakeCollector("a", before);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Records = 0;

        var second = await run.RunAsync();
        var third = await run.RunAsync();

        Assert.Equal(warns, second.Warnings.Any(warning => warning.Code == "engine.unexpectedly_empty"));
        Assert.Empty(third.Warnings);
        Assert.Equal([before, 0, 0], State(run).Recent);
    }

    [Fact]
    public async Task Run_FirstPassFromABookmarkGivesNothing_IsNotComparedWithAPassOverAll()
    {
        var collector = new FakeCollector("a", 30) { Posted = n => FirstDay.AddHours(n) };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Records = 0;

        var second = await run.RunAsync();

        Assert.Empty(second.Warnings);
    }

    private static (string? After, DateTimeOffset? Since, DateTimeOffset AsOf) Asked(SplitRead read) => (read.After?.Value, read.Since, read.AsOf);

    private static SplitState State(EngineRun run) => run.Home.Commits.SelectMany(commit => commit.Splits).Last(split => split.SplitId == "source/all").State!;

    private static void Skip(int first, int when)
    {
        if (first == when)
        {
            throw new FaultException(FaultKind.Permanent, "the page does not come")
            {
                Code = "skipped",
                SkipTo = new Position((first + 10).ToString(CultureInfo.InvariantCulture)),
            };
        }
    }
}
