using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Engine.Tests;

public class PipelineRunnerTests
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Fact]
    public async Task Run_EachOutcome_SummaryAddsUp()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 100)).WriteHome().Process(
            new LambdaProcessor(record => (record.GetInteger(N) % 5) switch
            {
                1 => Outcome.Drop("odd"),
                2 => Outcome.Reject("bad"),
                3 => throw new InvalidOperationException("broken"),
                4 => Outcome.Replace(Copy(record, "x"), Copy(record, "y")),
                _ => Outcome.Keep,
            }),
            "work");
        run.Settings = run.Settings with { MaxRejectShare = 1 };

        var result = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal((100, 40, 20, 40), (result.Totals.Collected, result.Totals.Written, result.Totals.Dropped, result.Totals.DeadLettered));
        Assert.Equal(60, run.Home.Rows.Count);
        Assert.Equal(40, run.DeadLetters.Lines.Count);
        Assert.Contains("\"payload\":{\"id\":\"a-all-00002\"", run.DeadLetters.Lines[0], StringComparison.Ordinal);
        Assert.Contains("'work' failed: InvalidOperationException: broken", run.DeadLetters.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwiceComplete_SecondStartsAfresh()
    {
        var collector = new FakeCollector("a", 30);
        var run = new EngineRun().Collect(collector).WriteHome();

        await run.RunAsync();
        var result = await run.RunAsync();

        Assert.Equal(30, result.Totals.Collected);
        Assert.Equal(new RowCounts { Unchanged = 30 }, result.Totals.Rows);
    }

    [Fact]
    public async Task Run_NoSinkCanBeTheHome_RowsAreThoseOfTheFirstSink()
    {
        var first = new MarkedSink { CountsRows = false, RefuseRow = record => record.GetInteger(N) % 3 == 0 ? "no" : null };
        var run = new EngineRun().Collect(new FakeCollector("a", 30)).Write(first, "first").Write(new MarkedSink(), "second");
        run.Settings = run.Settings with { MaxRejectShare = 1 };

        var result = await run.RunAsync();

        Assert.Equal((30, new RowCounts { Inserted = 20 }), (result.Totals.Written, result.Totals.Rows));
    }

    [Fact]
    public async Task Run_HomeRefusesRows_ComponentsCountEachRecordOnce()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 30)).WriteHome().Write(new MarkedSink()).Process(new KeepSmallest(), "smallest");
        run.Home.RefuseRow = record => record.GetInteger(N) == 3 ? "no" : null;
        run.Settings = run.Settings with { MaxRejectShare = 1 };

        var result = await run.RunAsync();

        Assert.Equal(29, result.Totals.Written);
        Assert.Equal(29, Assert.Single(result.Components, component => component.Id == "file").Out);
        Assert.InRange(Assert.Single(result.Components, component => component.Id == "smallest").In, 29, 30);
    }

    [Fact]
    public async Task Run_HomeRefusesARowOfALaterCommit_CountsOfEarlierOnesStay()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 50)).WriteHome().Write(new MarkedSink()).Process(new KeepSmallest(), "smallest");
        run.Home.RefuseRow = record => record.GetInteger(N) == 43 ? "no" : null;
        run.Settings = run.Settings with { BatchSize = 10, MaxCommitDelay = TimeSpan.Zero };

        var result = await run.RunAsync();

        Assert.Equal(49, result.Totals.Written);
        Assert.Equal(49, Assert.Single(result.Components, component => component.Id == "file").Out);
        Assert.InRange(Assert.Single(result.Components, component => component.Id == "smallest").In, 49, 50);
    }

    [Fact]
    public async Task Run_CollectorFails_NextRunGoesOnBehindTheLastCommit() // Invariant 5
    {
        var collector = new FakeCollector("a", 100) { BeforePage = (_, first) => FailAt(first, 50) };
        var file = new MarkedSink();
        var run = new EngineRun().Collect(collector).WriteHome().Write(file);

        var failed = await run.RunAsync();
        collector.BeforePage = (_, _) => { };
        collector.Pages.Clear();
        file.Lines.Add("left over from a torn write");
        var resumed = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, 50), (failed.Outcome, failed.Totals.Collected));
        Assert.Equal("source_gone", failed.Failure!.Code);
        Assert.Equal((RunOutcome.Succeeded, 50), (resumed.Outcome, resumed.Totals.Collected));
        Assert.Equal(("all", 50), collector.Pages[0]);
        Assert.False(file.NewRun);
        Assert.Equal(100, file.Lines.Count);
        Assert.Equal(100, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_ResumedRun_DoesNotReadWhatWasComplete()
    {
        var collector = new FakeCollector("a", 20) { Splits = ["one", "two"], BeforePage = (split, first) => FailAt(split == "two" ? first : -1, 10) };
        var run = new EngineRun().Collect(collector).WriteHome();

        await run.RunAsync();
        collector.BeforePage = (_, _) => { };
        collector.Pages.Clear();
        await run.RunAsync();

        Assert.Equal([("two", 10)], collector.Pages);
        Assert.Equal(40, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_SourceUnavailable_FallbackDeliversAndIsNamed()
    {
        var primary = new FakeCollector("live", 100) { BeforePage = (_, first) => FailAt(first, 20) };
        var fallback = new CollectorPlan { Id = "live.fallback", Type = "demo", Collector = new FakeCollector("demo", 15), Demo = true };
        var run = new EngineRun().Collect(primary, "live", fallback: fallback).WriteHome();

        var first = await run.RunAsync();
        var second = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 35), (first.Outcome, first.Totals.Collected));
        var use = Assert.Single(first.Fallbacks);
        Assert.True(use.Used);
        Assert.Equal("the source is gone", use.Reason);
        Assert.Equal(15, second.Totals.Collected); // the source is still gone behind its position; the fallback delivers again
        Assert.Contains(first.Components, component => component is { Id: "live.fallback", Out: 15 });
    }

    [Fact]
    public async Task Run_SourceComesBackWhileTheFallbackDelivers_GoesOnWhereItStood() // Invariant 10
    {
        var down = true;
        var primary = new FakeCollector("live", 60) { BeforePage = (_, first) => FailAt(down ? first : -1, 20) };
        var demo = new FakeCollector("demo", 1_000) { BeforePage = (_, first) => down = first < 30 };
        var fallback = new CollectorPlan { Id = "live.fallback", Type = "demo", Collector = demo, Demo = true };
        var marked = new Dictionary<string, bool>();
        var run = new EngineRun().Collect(primary, "live", fallback: fallback).WriteHome().Process(
            new LambdaProcessor(record =>
            {
                lock (marked)
                {
                    marked[record.Key!] = record.Origin.Demo;
                }

                return Outcome.Keep;
            }),
            "look");
        run.Settings = run.Settings with { FallbackProbe = TimeSpan.Zero };

        var first = await run.RunAsync();
        var second = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, first.Outcome);
        Assert.Equal(60, run.Home.Rows.Keys.Count(key => key.StartsWith("live", StringComparison.Ordinal)));
        Assert.Equal(40, run.Home.Rows.Keys.Count(key => key.StartsWith("demo", StringComparison.Ordinal))); // not its thousand
        Assert.All(marked, one => Assert.Equal(one.Key.StartsWith("demo", StringComparison.Ordinal), one.Value));
        Assert.Equal((60, false), (second.Totals.Collected, second.Fallbacks[0].Used));
    }

    /// <summary>A source on its way back answers with anything; while the fallback delivers, that ends no run.</summary>
    [Fact]
    public async Task Run_PluginThrowsWhileTheSourceIsAsked_FallbackGoesOn() // Invariant 8
    {
        var asked = 0;
        var primary = new FakeCollector("live", 60)
        {
            BeforePage = (_, _) => throw (asked++ == 0 ? new FaultException(FaultKind.Unavailable, "It is down.") { Code = "test.down" } : new FormatException("That is no JSON.")),
        };
        var fallback = new CollectorPlan { Id = "live.fallback", Type = "demo", Collector = new FakeCollector("demo", 30), Demo = true };
        var run = new EngineRun().Collect(primary, "live", fallback: fallback).WriteHome();
        run.Settings = run.Settings with { FallbackProbe = TimeSpan.Zero };

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 30L, 4), (result.Outcome, result.Totals.Collected, asked));
    }

    [Fact]
    public async Task Run_SourceUnavailableAndNoFallback_FailsWithItsCode()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10) { BeforePage = (_, first) => FailAt(first, 0) }).WriteHome();

        var result = await run.RunAsync();

        Assert.Equal(("source_gone", RunOutcome.Failed), (result.Failure!.Code, result.Outcome));
    }

    [Theory]
    [InlineData(1, 0.7, 0.3, 10, 7, 3)]
    [InlineData(10, 0.7, 0.3, 100, 70, 30)]
    [InlineData(10, 1, 1, 25, 12, 13)]
    [InlineData(10, 1, 1, 5000, 1000, 1000)]
    public async Task Run_Limit_IsSharedByWeight(int pageSize, double left, double right, int limit, int expectedLeft, int expectedRight)
    {
        var run = new EngineRun()
            .Collect(new FakeCollector("a", 1000, pageSize), "a", left)
            .Collect(new FakeCollector("b", 1000, pageSize), "b", right)
            .WriteHome();

        var result = await run.RunAsync(limit);

        Assert.Equal(Math.Min(limit, 2000), result.Totals.Collected);
        var a = run.Home.Rows.Keys.Count(key => key.StartsWith('a'));
        Assert.InRange(a, expectedLeft - 1, expectedLeft + 1);
        Assert.InRange(run.Home.Rows.Count - a, expectedRight - 1, expectedRight + 1);
    }

    [Fact]
    public async Task Run_LimitOneCannotUse_GoesToTheOther()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10), "a", 5).Collect(new FakeCollector("b", 1000), "b", 1).WriteHome();

        var result = await run.RunAsync(limit: 100);

        Assert.Equal(100, result.Totals.Collected);
    }

    [Fact]
    public async Task Run_Limit_ReadsNoPageBeyondIt()
    {
        var collector = new FakeCollector("a", 1000);
        var run = new EngineRun().Collect(collector).WriteHome();

        await run.RunAsync(limit: 20);
        var full = await run.RunAsync();

        Assert.Equal(("all", 0), collector.Pages[2]); // two pages for the limit, then afresh
        Assert.Equal(1000, full.Totals.Collected);
        Assert.Equal(1000, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_HomeRefusesARow_ItIsADeadLetterAndTheRestIsWritten()
    {
        var file = new MarkedSink();
        var run = new EngineRun().Collect(new FakeCollector("a", 40) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").WriteHome().Write(file);
        run.Home.RefuseRow = row => row.Key == "a-all-00003" && row.Operation == RecordOperation.Upsert ? "too large" : null;

        var result = await run.RunAsync();

        // Without number 3 the best of its group is number 13: its memory was withdrawn and computed again.
        Assert.Equal((10, 29, 1), (result.Totals.Written, result.Totals.Duplicates, result.Totals.DeadLettered));
        Assert.Contains("\"group\":\"3\",\"others\":2", run.Home.Rows["a-all-00013"], StringComparison.Ordinal);
        Assert.Contains("too large", Assert.Single(run.DeadLetters.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(file.Lines, line => line.Contains("a-all-00003", StringComparison.Ordinal));
        Assert.Equal(40 - 1, file.Lines.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_AnswerOfACommitLost_IsWrittenOnce(bool durable)
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 500)).WriteHome();
        run.Home.FailCommit = (1, durable);

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 500), (result.Outcome, result.Totals.Written));
        Assert.Equal(500, run.Home.Rows.Count);
        Assert.Equal(run.Home.Commits.Select((_, index) => index + 1L), run.Home.Commits.Select(commit => commit.Number));
    }

    [Fact]
    public async Task Run_Fenced_EndsAtOnceAndWritesNothing() // Invariant 6
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 500)).WriteHome();
        run.Home.FenceSplit = _ => true;

        var result = await run.RunAsync();

        Assert.Equal(("engine.fenced", RunOutcome.Failed), (result.Failure!.Code, result.Outcome));
        Assert.Empty(run.Home.Rows);
    }

    [Fact]
    public async Task Run_SourceIsToldOnlyAfterTheCommit() // Invariant 1
    {
        var collector = new FakeCollector("a", 50);
        var run = new EngineRun().Collect(collector).WriteHome();
        run.Settings = run.Settings with { BatchSize = 10, MaxCommitDelay = TimeSpan.Zero };
        var moments = new List<(int Told, int Committed)>();
        run.Home.Disturb = _ =>
        {
            moments.Add((collector.Acknowledged.Select(int.Parse).LastOrDefault(), run.Home.Rows.Count));
            return default;
        };

        var result = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.True(moments.Count >= 5, $"{moments.Count} commits");
        Assert.All(moments, moment => Assert.Equal(moment.Committed, moment.Told));
        Assert.Equal(["10", "20", "30", "40", "50"], collector.Acknowledged);
        Assert.Equal("""{"collected":50,"written":50,"duplicates":0,"dropped":0,"dead_lettered":0}""", run.Home.Commits[^1].Counts);
    }

    [Fact]
    public async Task Run_SinkFailsForAWhile_IsTriedAgain()
    {
        var file = new MarkedSink { FailWrites = 2 };
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome().Write(file);

        var result = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal(10, file.Lines.Count);
    }

    [Fact]
    public async Task Run_SinkFailsForGood_FailsAndNamesIt()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome().Write(new MarkedSink { FailWrites = 100 });

        var result = await run.RunAsync();

        Assert.Equal(RunOutcome.Failed, result.Outcome);
        Assert.Contains("file", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(run.Home.Rows);
    }

    [Fact]
    public async Task Run_StopAsked_CommitsWhatWasReadAndTheNextRunGoesOn()
    {
        using var stop = new CancellationTokenSource();
        var collector = new FakeCollector("a", 1000) { BeforePage = (_, first) => StopAt(first, 300, stop) };
        var run = new EngineRun().Collect(collector).WriteHome();

        var stopped = await run.RunAsync(stopping: stop.Token);
        var rest = await run.RunAsync();

        Assert.Equal(RunOutcome.Cancelled, stopped.Outcome);
        Assert.InRange(stopped.Totals.Collected, 1, 310);
        Assert.Equal(1000 - stopped.Totals.Collected, rest.Totals.Collected);
        Assert.Equal(1000, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_ProcessorHangs_IsNamedAndTheRunEnds()
    {
        using var never = new ManualResetEventSlim();
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome().Process(
            new LambdaProcessor(_ =>
            {
                never.Wait(TimeSpan.FromSeconds(20));
                return Outcome.Keep;
            }),
            "sleepy");
        run.Settings = run.Settings with { BatchTimeout = TimeSpan.FromMilliseconds(100) };

        var result = await run.RunAsync();

        Assert.Equal("engine.batch_timeout", result.Failure!.Code);
        Assert.Contains("'sleepy'", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BatchProcessorGivesNoOutcomes_IsNamedAndWhatWasBeforeIsCommitted() // Invariant 8
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 30)).WriteHome().Process(new Nulls(record => record.GetInteger(N) >= 20), "nulls");
        run.Settings = run.Settings with { BatchSize = 10, MaxCommitDelay = TimeSpan.Zero };

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, 20), (result.Outcome, run.Home.Rows.Count));
        Assert.Contains("'nulls' failed: NullReferenceException", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoppedWhileTheHomeOpens_IsCancelledAndNothingIsRead()
    {
        using var stop = new CancellationTokenSource();
        var source = new FakeCollector("a", 30);
        var run = new EngineRun().Collect(source);
        run.Write(new AnsweringHome(run.Home, _ => null) { Opening = async token => { await stop.CancelAsync(); await Task.Delay(Timeout.Infinite, token); } }, "home");

        var result = await run.RunAsync(stopping: stop.Token);

        Assert.Equal((RunOutcome.Cancelled, null, 0, false), (result.Outcome, result.Failure, source.Pages.Count, result.FailedAtOpening));
    }

    [Fact]
    public async Task Run_TokenOfAPluginsOwnIsCancelled_IsAFailureAndNoStop()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 30)).Process(new KeepSmallest(), "smallest").WriteHome();
        run.Home.OnApplied = () => throw new OperationCanceledException("a time-out of its own");

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, true), (result.Outcome, result.FailedAtOpening));
        Assert.Contains("a time-out of its own", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InNoTimeAtAll_SpeedIsToldAsNought()
    {
        var loggers = new RecordingLoggers();
        var run = new EngineRun { Time = new FakeTimeProvider(), Loggers = loggers }.Collect(new FakeCollector("a", 30)).WriteHome();

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 30), (result.Outcome, run.Home.Rows.Count));
        Assert.Contains(loggers.Lines, line => line.Text.EndsWith("30 records in 0.00 s, 0.0 records/s.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(4, 7)]
    public async Task Run_AnyParallelism_SameRowsInOrder(int parallelism, int batchSize) // Invariant 4
    {
        var file = new MarkedSink();
        var run = new EngineRun().Collect(new FakeCollector("a", 777, 13) { GroupSize = 50 })
            .Process(new LambdaProcessor(_ => Outcome.Keep), "pure").Process(new KeepSmallest(), "dedupe").WriteHome().Write(file);
        run.Settings = run.Settings with { Parallelism = parallelism, BatchSize = batchSize };

        await run.RunAsync();

        Assert.Equal(50, run.Home.Rows.Count);
        Assert.Contains("\"others\":15", run.Home.Rows["a-all-00000"], StringComparison.Ordinal);
        Assert.Equal(file.Lines.Where(line => line.Contains("\"n\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal), file.Lines.Where(line => line.Contains("\"n\"", StringComparison.Ordinal)));
    }

    private static Record Copy(Record record, string suffix)
    {
        var copy = record.Clone();
        copy.Key += suffix;
        return copy;
    }

    private static void FailAt(int first, int at)
    {
        if (first == at)
        {
            throw new FaultException(FaultKind.Unavailable, "the source is gone") { Code = "source_gone" };
        }
    }

    private static void StopAt(int first, int at, CancellationTokenSource stop)
    {
        if (first == at)
        {
            stop.Cancel();
        }
    }

    /// <summary>Gives no outcomes where it should.</summary>
    private sealed class Nulls(Func<Record, bool> where) : IBatchProcessor
    {
        public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) =>
            new(records.Any(where) ? null! : [.. records.Select(_ => Outcome.Keep)]);
    }
}
