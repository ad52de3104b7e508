using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests;

/// <summary>The <c>when</c> of each kind of component.</summary>
public class ConditionTests
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Fact]
    public async Task Run_ConditionOfASinkFails_TheRecordIsADeadLetter()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Settings = run.Settings with { MaxRejectShare = 1 };
        var condition = new LambdaCondition(record => record!.GetInteger(N) == 3 ? throw new ExpressionException("no number") : true);
        run.Sinks.Add(new SinkPlan { Id = "file", Type = "file", Sink = new MarkedSink(), When = condition });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 9, 1), (result.Outcome, result.Totals.Written, result.Totals.DeadLettered));
        Assert.Contains("The condition of 'file' failed: no number", run.DeadLetters.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ConditionOfACollectorFails_TheRunFailsAndNamesIt()
    {
        var run = new EngineRun().WriteHome();
        run.Collectors.Add(new CollectorPlan
        {
            Id = "source",
            Type = "source",
            Collector = new FakeCollector("a", 10),
            When = new LambdaCondition(_ => throw new ExpressionException("this yields a number")),
        });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.condition"), (result.Outcome, result.Failure!.Code));
        Assert.Contains("'source'", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ConditionOfABatchProcessor_ChoosesRecordsAndAFailureConcernsItsRecordAlone()
    {
        var lookup = new LookUp();
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Settings = run.Settings with { MaxRejectShare = 1 };
        run.Processors.Add(new ProcessorPlan
        {
            Id = "lookup",
            Type = "lookup",
            Processor = lookup,
            When = new LambdaCondition(record => record!.GetInteger(N) == 3 ? throw new ExpressionException("no number") : record.GetInteger(N) > 5),
        });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 9, 1), (result.Outcome, result.Totals.Written, result.Totals.DeadLettered));
        Assert.Equal(4, lookup.Seen);
        Assert.Contains("no number", Assert.Single(run.DeadLetters.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoRecordMeetsABatchProcessorsCondition_AllPassAndAreCounted()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Processors.Add(new ProcessorPlan { Id = "lookup", Type = "lookup", Processor = new LookUp(), When = new LambdaCondition(_ => false) });

        var result = await run.RunAsync();

        Assert.Equal(10, result.Totals.Written);
        Assert.Equal((10, 10), Assert.Single(result.Components, component => component.Id == "lookup") is var one ? (one.In, one.Out) : default);
    }

    [Fact]
    public async Task Run_EveryCollectorSaysNo_SucceedsWithAWarning()
    {
        var run = new EngineRun().WriteHome();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "source", Collector = new FakeCollector("a", 10), When = new LambdaCondition(_ => false) });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 0), (result.Outcome, result.Totals.Collected));
        Assert.Equal("engine.nothing_to_collect", Assert.Single(result.Warnings).Code);
    }

    private sealed class LookUp : IBatchProcessor
    {
        private int _seen;

        public int Seen => _seen;

        public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _seen, records.Count);
            return new([.. records.Select(_ => Outcome.Keep)]);
        }
    }
}
