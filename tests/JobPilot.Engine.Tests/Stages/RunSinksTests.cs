using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Stages;

/// <summary>Where no sink is the home, the rows of a run are those of its first required sink.</summary>
public class RunSinksTests
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Theory]
    [InlineData(false, true, 10)]
    [InlineData(true, false, 4)]
    [InlineData(false, false, 4)] // None is required: the first one counts.
    public async Task Run_SinksBesideTheStateStore_CountsTheRowsOfTheFirstRequiredOne(bool firstRequired, bool secondRequired, long expected)
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10));
        run.Sinks.Add(new SinkPlan { Id = "some", Type = "fake", Sink = new MarkedSink(), Required = firstRequired, When = new LambdaCondition(record => record!.GetInteger(N) < 4) });
        run.Sinks.Add(new SinkPlan { Id = "all", Type = "fake", Sink = new MarkedSink(), Required = secondRequired });

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 10L), (result.Outcome, result.Totals.Written));
        Assert.Equal(expected, result.Totals.Rows.Inserted);
    }
}
