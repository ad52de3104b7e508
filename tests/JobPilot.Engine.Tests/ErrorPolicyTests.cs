using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests;

/// <summary>Each failure under each policy, through the whole engine.</summary>
public class ErrorPolicyTests
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Fact]
    public async Task Collector_TransientFault_WaitsLongerAndGoesOn()
    {
        var fails = 3;
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Throw(first == 10 && fails-- > 0, FaultKind.Transient) };

        var result = await Run(collector).RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 30), (result.Outcome, result.Totals.Collected));
    }

    [Theory]
    [InlineData(ErrorPolicy.ByFault, FaultKind.Unavailable, RunOutcome.Succeeded, 25)] // 10, then the fallback's 15
    [InlineData(ErrorPolicy.ByFault, FaultKind.Permanent, RunOutcome.Failed, 10)]
    [InlineData(ErrorPolicy.Fallback, FaultKind.Permanent, RunOutcome.Succeeded, 25)]
    [InlineData(ErrorPolicy.Stop, FaultKind.Unavailable, RunOutcome.Failed, 10)]
    [InlineData(ErrorPolicy.Skip, FaultKind.Unavailable, RunOutcome.Succeeded, 10)]
    [InlineData(ErrorPolicy.Skip, FaultKind.Fatal, RunOutcome.Failed, 10)]
    public async Task Collector_Fails_DoesAsThePolicySays(ErrorPolicy policy, FaultKind kind, RunOutcome outcome, int collected)
    {
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Throw(first == 10, kind) };
        var run = Run(collector, policy, new FakeCollector("demo", 15));

        var result = await run.RunAsync();

        Assert.Equal((outcome, collected), (result.Outcome, result.Totals.Collected));
    }

    [Fact]
    public async Task Collector_Retry_TriesUntilTheSourceIsBack()
    {
        var fails = 20;
        var collector = new FakeCollector("a", 30) { BeforePage = (_, first) => Throw(first == 10 && fails-- > 0, FaultKind.Unavailable) };
        var run = Run(collector, ErrorPolicy.Retry, new FakeCollector("demo", 15));
        run.Settings = run.Settings with { RetryDelay = TimeSpan.FromTicks(1) };

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 30, false), (result.Outcome, result.Totals.Collected, result.Fallbacks[0].Used));
    }

    [Fact]
    public async Task Collector_Skip_OthersGoOnAndTheNextRunReadsTheRest()
    {
        var down = true;
        var broken = new FakeCollector("a", 30) { Splits = ["one", "two"], BeforePage = (split, first) => Throw(down && split == "one" && first == 10, FaultKind.Unavailable) };
        var run = Run(broken, ErrorPolicy.Skip).Collect(new FakeCollector("b", 20), "other");

        var first = await run.RunAsync();
        down = false;
        var second = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 60), (first.Outcome, first.Totals.Collected)); // 10 of one, all of two, all of the other
        Assert.Equal("failed", Assert.Single(first.Warnings).Code);
        Assert.Equal((70, 80), (second.Totals.Collected, run.Home.Rows.Count));
    }

    [Theory]
    [InlineData(ErrorPolicy.ByFault, RunOutcome.Succeeded, 0, 10)]
    [InlineData(ErrorPolicy.DeadLetter, RunOutcome.Succeeded, 0, 10)]
    [InlineData(ErrorPolicy.Skip, RunOutcome.Succeeded, 10, 0)]
    [InlineData(ErrorPolicy.Stop, RunOutcome.Failed, 0, 0)]
    public async Task Processor_ThrowsForARecord_DoesAsThePolicySays(ErrorPolicy policy, RunOutcome outcome, int dropped, int deadLettered)
    {
        var run = Run(new FakeCollector("a", 100));
        run.Processors.Add(new ProcessorPlan
        {
            Id = "work",
            Type = "work",
            OnError = policy,
            Processor = new LambdaProcessor(record => record.GetInteger(N) % 10 == 3 ? throw new InvalidOperationException("broken") : Outcome.Keep),
        });

        var result = await run.RunAsync();

        Assert.Equal((outcome, dropped, deadLettered), (result.Outcome, (int)result.Totals.Dropped, (int)result.Totals.DeadLettered));
    }

    [Theory]
    [InlineData(ErrorPolicy.ByFault, 2, RunOutcome.Succeeded, 30, 0)]
    [InlineData(ErrorPolicy.Retry, 2, RunOutcome.Succeeded, 30, 0)]
    [InlineData(ErrorPolicy.ByFault, 100, RunOutcome.Failed, 0, 0)]
    [InlineData(ErrorPolicy.Stop, 1, RunOutcome.Failed, 0, 0)]
    [InlineData(ErrorPolicy.DeadLetter, 2, RunOutcome.Succeeded, 30, 0)]
    [InlineData(ErrorPolicy.DeadLetter, 100, RunOutcome.Succeeded, 0, 30)]
    public async Task Sink_CannotWrite_DoesAsThePolicySays(ErrorPolicy policy, int fails, RunOutcome outcome, int lines, int letters)
    {
        var file = new MarkedSink { FailWrites = fails };
        var run = new EngineRun().Collect(new FakeCollector("a", 30));
        run.Sinks.Add(new SinkPlan { Id = "file", Type = "file", Sink = file, OnError = policy });
        run.Settings = run.Settings with { MaxRejectShare = 1 };

        var result = await run.RunAsync();

        Assert.Equal((outcome, lines, letters), (result.Outcome, file.Lines.Count, run.DeadLetters.Lines.Count));
        Assert.Equal(letters, result.Totals.DeadLettered);
    }

    [Theory]
    [InlineData(ErrorPolicy.ByFault, RunOutcome.Failed, 0)]
    [InlineData(ErrorPolicy.DeadLetter, RunOutcome.Succeeded, 30)]
    public async Task Home_CannotWriteRows_DoesAsThePolicySays(ErrorPolicy policy, RunOutcome outcome, int letters)
    {
        var home = new MemoryHome();
        var run = new EngineRun().Collect(new FakeCollector("a", 30));
        run.Sinks.Add(new SinkPlan { Id = "home", Type = "home", Sink = new RowlessHome(home), OnError = policy });
        run.Settings = run.Settings with { MaxRejectShare = 1 };

        var result = await run.RunAsync();

        Assert.Equal((outcome, letters), (result.Outcome, run.DeadLetters.Lines.Count));
        Assert.Empty(home.Rows);
    }

    [Fact]
    public async Task BatchProcessor_RunsOutOfMemory_GetsSmallerBatchesAndTheRunGoesOn()
    {
        var processor = new Hungry(most: 7);
        var run = Run(new FakeCollector("a", 100)).Process(processor, "hungry");
        run.Settings = run.Settings with { Parallelism = 1 };

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 100), (result.Outcome, result.Totals.Written));
        Assert.Contains(result.Warnings, warning => warning.Code == "engine.out_of_memory");
        Assert.InRange(processor.Refusals, 1, 4); // it learns: 10, then 5
        Assert.Equal(Enumerable.Range(0, 100), processor.Seen);
    }

    [Fact]
    public async Task BatchProcessor_OneRecordIsTooLarge_RunStopsWithTheReason()
    {
        var result = await Run(new FakeCollector("a", 30)).Process(new Hungry(most: 0), "hungry").RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.out_of_memory"), (result.Outcome, result.Failure!.Code));
    }

    [Fact]
    public async Task Sink_RunsOutOfMemory_GetsSmallerBatches()
    {
        var sink = new HungrySink();
        var result = await new EngineRun().Collect(new FakeCollector("a", 100)).Write(sink).RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 100), (result.Outcome, sink.Keys.Count));
        Assert.Equal(sink.Keys.Order(StringComparer.Ordinal), sink.Keys);
    }

    private static EngineRun Run(FakeCollector collector, ErrorPolicy policy = ErrorPolicy.ByFault, FakeCollector? fallback = null)
    {
        var run = new EngineRun().WriteHome();
        run.Collectors.Add(new CollectorPlan
        {
            Id = "source",
            Type = "source",
            Collector = collector,
            OnError = policy,
            Fallback = fallback is null ? null : new CollectorPlan { Id = "source.fallback", Type = "demo", Collector = fallback, Demo = true },
        });
        return run;
    }

    private static void Throw(bool now, FaultKind kind)
    {
        if (now)
        {
            throw new FaultException(kind, "it failed") { Code = "failed" };
        }
    }

    private sealed class Hungry(int most) : IBatchProcessor
    {
        public int Refusals { get; private set; }

        public List<int> Seen { get; } = [];

        public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            if (records.Count > most)
            {
                Refusals++;
                throw new InsufficientMemoryException("too much");
            }

            Seen.AddRange(records.Select(record => (int)record.GetInteger(N)!));
            return new([.. records.Select(_ => Outcome.Keep)]);
        }
    }

    private sealed class HungrySink : ISink
    {
        public List<string> Keys { get; } = [];

        public SinkOperations Operations => SinkOperations.Append;

        public string Location => "/hungry";

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

        public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            if (records.Count > 4)
            {
                throw new OutOfMemoryException("too much");
            }

            Keys.AddRange(records.Select(record => record.Key!));
            return new(new WriteResult());
        }

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);
    }

    /// <summary>Takes positions, but no row.</summary>
    private sealed class RowlessHome(MemoryHome home) : ICommittingSink
    {
        public SinkOperations Operations => home.Operations;

        public string Location => home.Location;

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

        public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => home.ClaimAsync(request, cancellationToken);

        public ValueTask<Claim> PeekAsync(string owner, CancellationToken cancellationToken) => ((ICommitStore)home).PeekAsync(owner, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) =>
            commit.Rows.Count == 0 ? home.CommitAsync(commit, cancellationToken) : throw new FaultException(FaultKind.Permanent, "the table is damaged") { Code = "damaged" };

        public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => home.LastCommitAsync(owner, cancellationToken);
    }
}
