using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests;

/// <summary>Invariant 7: a source that is faster than a sink waits for it.</summary>
public class BoundedMemoryTests
{
    private const int PageSize = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_EndlessSourceAndASinkThatBlocks_ReadingStops(int parallelism)
    {
        var collector = new FakeCollector("a", int.MaxValue - PageSize, PageSize);
        var sink = new BlockedSink();
        var run = new EngineRun().Collect(collector).WriteHome().Write(sink);
        run.Settings = run.Settings with { BatchSize = PageSize, Parallelism = parallelism };
        using var stop = new CancellationTokenSource();

        var running = run.RunAsync(stopping: stop.Token);
        await sink.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var pages = await SettledAsync(collector);
        await Task.Delay(500);
        var later = Count(collector);
        await stop.CancelAsync();
        sink.Release.SetResult();
        var result = await running;

        Assert.Equal(pages, later);
        Assert.InRange(pages, 1, 6 + parallelism); // a batch a worker and one at hand, the one at the sink, the one that is made, the pump's two pages, and the one that waits to enter
        Assert.True(result.Totals.Collected >= PageSize);
    }

    [Fact]
    public async Task Run_PagesThatNeverEndWithABatch_CommitsStayBounded()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10_100, pageSize: 101)).WriteHome().Process(
            new LambdaProcessor(_ =>
            {
                Thread.SpinWait(1000); // The source is never what the workers wait for, so that no batch is cut short for its sake.
                return Outcome.Keep;
            }),
            "work");
        run.Settings = run.Settings with { BatchSize = 100, MaxCommitDelay = TimeSpan.FromHours(1) };

        var result = await run.RunAsync();

        Assert.Equal(10_100, result.Totals.Written);
        Assert.InRange(run.Home.Commits.Max(commit => commit.Rows.Count), 101, 1700); // ten batches, four inside pages, and a page
    }

    /// <summary>Pages that were read once the number stands still.</summary>
    private static async Task<int> SettledAsync(FakeCollector collector)
    {
        for (var (last, still) = (-1, 0); ; await Task.Delay(20))
        {
            var count = Count(collector);
            (last, still) = (count, count == last ? still + 1 : 0);
            if (still == 10 || count > 10_000)
            {
                return count;
            }
        }
    }

    private static int Count(FakeCollector collector)
    {
        lock (collector.Pages)
        {
            return collector.Pages.Count;
        }
    }

    private sealed class BlockedSink : ISink
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SinkOperations Operations => SinkOperations.Append;

        public string Location => "/blocked";

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

        public async ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            Reached.TrySetResult();
            await Release.Task.WaitAsync(cancellationToken);
            return new WriteResult { Counts = new RowCounts { Inserted = records.Count } };
        }

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);
    }
}
