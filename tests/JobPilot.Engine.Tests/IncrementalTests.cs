using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests;

/// <summary>What a second run reads: bookmark, lag, --full and back-fill.</summary>
public class IncrementalTests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One record an hour, ten a page.</summary>
    private static FakeCollector Hourly(int records) => new("a", records) { Posted = n => FirstDay.AddHours(n) };

    [Fact]
    public async Task Run_SecondPass_BeginsAtTheBookmarkLessTheLag()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector, lag: TimeSpan.FromHours(4)).WriteHome();

        await run.RunAsync();
        collector.Records = 50;
        var second = await run.RunAsync();

        Assert.Null(collector.Reads[0].Since);
        Assert.Equal(FirstDay.AddHours(25), collector.Reads[1].Since);
        Assert.Equal(FirstDay.AddHours(29), collector.Reads[1].Bookmark!.HighWater);
        Assert.Equal((25, 50), (second.Totals.Collected, run.Home.Rows.Count));
        Assert.Equal(FirstDay.AddHours(49), State(run).Bookmark!.HighWater);
    }

    [Fact]
    public async Task Run_PassFindsOnlyOlderDates_BookmarkStays()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();

        await run.RunAsync();
        collector.Records = 10;
        await run.RunAsync();

        Assert.Equal(FirstDay.AddHours(29), State(run).Bookmark!.HighWater);
    }

    [Fact]
    public async Task Run_DateInTheFuture_HidesNothingThatComesUntilThen()
    {
        var collector = new FakeCollector("a", 10) { Posted = _ => DateTimeOffset.MaxValue.AddDays(-1) };
        var run = new EngineRun().Collect(collector).WriteHome();

        await run.RunAsync();
        await run.RunAsync();

        Assert.Equal(collector.Reads[0].AsOf, collector.Reads[1].Since);
    }

    [Fact]
    public async Task Run_PassFails_BookmarkMovesOnlyWithTheCompletedPass()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Records = 60;
        collector.BeforePage = (_, first) => Fail(first == 50);

        await run.RunAsync();
        var afterFailure = State(run);
        collector.BeforePage = (_, _) => { };
        await run.RunAsync();

        Assert.Equal((false, FirstDay.AddHours(29), FirstDay.AddHours(49)), (afterFailure.Done, afterFailure.Bookmark!.HighWater, afterFailure.Candidate!.HighWater));
        Assert.Equal((FirstDay.AddHours(29), "50"), (collector.Reads[^1].Since, collector.Reads[^1].After!.Value));
        Assert.Equal(FirstDay.AddHours(59), State(run).Bookmark!.HighWater);
        Assert.Equal(60, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_LimitCutsThePass_BookmarkStays()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Records = 60;

        await run.RunAsync(limit: 5);
        var second = await run.RunAsync();

        Assert.Equal(FirstDay.AddHours(29), collector.Reads[^1].Since);
        Assert.Equal((31, 60), (second.Totals.Collected, run.Home.Rows.Count));
    }

    [Fact]
    public async Task Run_FallbackStoodIn_BookmarkStays()
    {
        var collector = Hourly(30);
        var demo = new FakeCollector("demo", 10) { Posted = n => FirstDay.AddYears(1).AddHours(n) };
        var run = new EngineRun().Collect(collector, fallback: new CollectorPlan { Id = "source.fallback", Type = "demo", Collector = demo, Demo = true }).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, _) => Fail(true);

        var result = await run.RunAsync();

        Assert.True(result.Fallbacks[0].Used);
        Assert.Equal(FirstDay.AddHours(29), State(run).Bookmark!.HighWater);
    }

    [Fact]
    public async Task Run_Full_ReadsAllAndSetsTheBookmarkAnew()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.Records = 20; // The ten newest were withdrawn.

        run.Window = new ReadWindow { Full = true };
        var full = await run.RunAsync();
        run.Window = ReadWindow.New;
        await run.RunAsync();

        Assert.Equal((20, null, null), (full.Totals.Collected, collector.Reads[1].Since, collector.Reads[1].Bookmark));
        Assert.Equal(FirstDay.AddHours(19), collector.Reads[2].Since);
    }

    [Fact]
    public async Task Run_FullWasInterrupted_NextRunGoesOnWithIt()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, first) => Fail(first == 20);
        run.Window = new ReadWindow { Full = true };
        await run.RunAsync();
        collector.BeforePage = (_, _) => { };

        run.Window = ReadWindow.New;
        var resumed = await run.RunAsync();

        Assert.Equal((10, null, null), (resumed.Totals.Collected, collector.Reads[^1].Since, collector.Reads[^1].Bookmark));
        Assert.False(State(run).Full);
    }

    [Fact]
    public async Task Run_FullAfterAnInterruptedRun_ReadsAlsoWhatThatHadCompleted()
    {
        var collector = new FakeCollector("a", 10) { Splits = ["one", "two"], Posted = n => FirstDay.AddHours(n), BeforePage = (split, _) => Fail(split == "two") };
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        collector.BeforePage = (_, _) => { };

        run.Window = new ReadWindow { Full = true };
        var full = await run.RunAsync();

        Assert.Equal(20, full.Totals.Collected);
    }

    [Fact]
    public async Task Run_OptionsChanged_ReadsAllOnce()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();

        run.Collectors[0] = new CollectorPlan { Id = "source", Type = "source", Collector = collector, Fingerprint = "other" };
        var second = await run.RunAsync();
        var third = await run.RunAsync();

        Assert.Equal((30, 1), (second.Totals.Collected, third.Totals.Collected));
    }

    [Fact]
    public async Task Run_Backfill_ReadsTheWindowAndLeavesTheLiveStateAlone()
    {
        var collector = Hourly(30);
        var run = new EngineRun().Collect(collector).WriteHome();
        await run.RunAsync();
        var live = State(run).ToJson();

        run.Window = new ReadWindow { Since = FirstDay.AddHours(5), Until = FirstDay.AddHours(15) };
        var backfill = await run.RunAsync();

        Assert.Equal(10, backfill.Totals.Collected);
        Assert.Equal((run.Window.Since, run.Window.Until, null), (collector.Reads[1].Since, collector.Reads[1].Until, collector.Reads[1].Bookmark));
        Assert.Equal(live, State(run).ToJson());
        Assert.Null(State(run, "source/all@backfill:2026-03-01T05:00:00Z..2026-03-01T15:00:00Z").Bookmark);
    }

    [Fact]
    public async Task Run_BackfillInterrupted_GoesOnWhereItStoodAlsoBesideALiveRun()
    {
        var collector = Hourly(30);
        var file = new MarkedSink();
        var run = new EngineRun().Collect(collector).WriteHome().Write(file);
        var window = new ReadWindow { Since = FirstDay.AddHours(0), Until = FirstDay.AddHours(25) };
        collector.BeforePage = (_, first) => Fail(first == 10);
        run.Window = window;
        await run.RunAsync();
        collector.BeforePage = (_, _) => { };

        run.Window = ReadWindow.New;
        var live = await run.RunAsync();
        run.Window = window;
        var resumed = await run.RunAsync();

        Assert.Equal((30, null), (live.Totals.Collected, collector.Reads[1].Since));
        Assert.Equal((15, "10"), (resumed.Totals.Collected, collector.Reads[2].After!.Value));
        Assert.Equal(55, file.Lines.Count); // 10 + 30 + 15: nobody cut off what another had written
        Assert.Equal(FirstDay.AddHours(29), State(run).Bookmark!.HighWater);
    }

    [Fact]
    public async Task Run_FallbackInterruptedBeforePrimaryWasPlanned_FileKeepsWhatItHas() // Invariant 5
    {
        var demo = new FakeCollector("demo", 30) { BeforePage = (_, first) => Fail(first == 20) };
        var file = new MarkedSink();
        var run = new EngineRun().Collect(
            new Unplannable(), fallback: new CollectorPlan { Id = "source.fallback", Type = "demo", Collector = demo, Demo = true }).WriteHome().Write(file);
        await run.RunAsync();
        demo.BeforePage = (_, _) => { };

        var resumed = await run.RunAsync();

        Assert.Equal((10, 30), (resumed.Totals.Collected, file.Lines.Count));
    }

    private static SplitState State(EngineRun run, string id = "source/all") =>
        run.Home.Commits.SelectMany(commit => commit.Splits).Last(split => split.SplitId == id).State!;

    private static void Fail(bool now)
    {
        if (now)
        {
            throw new FaultException(FaultKind.Unavailable, "the source is gone") { Code = "source_gone" };
        }
    }

    private sealed class Unplannable : ICollector
    {
        public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) =>
            throw new FaultException(FaultKind.Unavailable, "no key") { Code = "no_key" };

        public IAsyncEnumerable<Page> ReadAsync(SplitRead read, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
