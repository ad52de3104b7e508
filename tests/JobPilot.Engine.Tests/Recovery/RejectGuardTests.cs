using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Recovery;

public class RejectGuardTests
{
    [Fact]
    public async Task Run_TooManyRejected_Stops()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 5000)).WriteHome().Process(new LambdaProcessor(_ => Outcome.Reject("bad")), "check");

        var result = await run.RunAsync();

        Assert.Equal("engine.too_many_rejected", result.Failure!.Code);
        Assert.InRange(result.Totals.DeadLettered + run.DeadLetters.Lines.Count, 0, 4000);
    }

    /// <summary>The letters that stopped the run can be looked at, and the run behind it makes none of them again; also where the batch that is one too many ends inside a page.</summary>
    [Theory]
    [InlineData(1, 1000)]
    [InlineData(100, 1000)]
    [InlineData(700, 100)]
    public async Task Run_TooManyRejected_TheirLettersAreCommittedAndNoneComesTwice(int pageSize, int batchSize)
    {
        var run = new EngineRun { Settings = PlainSettings.Value with { BatchSize = batchSize, MaxCommitDelay = TimeSpan.FromHours(1), Parallelism = 1 } }
            .Collect(new FakeCollector("a", 5000, pageSize)).WriteHome()
            .Process(new LambdaProcessor(record => record.GetInteger(FieldPath.Parse("n")) % 2 == 0 ? Outcome.Reject("bad") : Outcome.Keep), "check");

        var stopped = await run.RunAsync();

        Assert.Equal("engine.too_many_rejected", stopped.Failure!.Code);
        Assert.InRange(stopped.Totals.DeadLettered, 500, 1000); // Half of a window, and of the rest of a page.
        Assert.Equal((stopped.Totals.DeadLettered, stopped.Totals.Written), (run.DeadLetters.Lines.Count, run.Home.Rows.Count));
        run.Settings = run.Settings with { MaxRejectShare = 1 };
        var rest = await run.RunAsync();
        Assert.Equal(5000, stopped.Totals.Collected + rest.Totals.Collected);
        Assert.Equal((2500, 2500), (run.DeadLetters.Lines.Count, run.Home.Rows.Count));
    }

    /// <summary>A run that ends before the window is full cannot be stopped; it must not pass for a good one.</summary>
    [Theory]
    [InlineData(1, 1, "The only record of this run was rejected, the last one by 'check': bad")]
    [InlineData(19, 19, "All 19 records of this run were rejected, the last one by 'check': bad")]
    [InlineData(19, 18, null)]
    [InlineData(20, 5, "5 of 20 records of this run were rejected, the last one by 'check': bad")]
    [InlineData(20, 4, null)]
    [InlineData(999, 200, "200 of 999 records of this run were rejected, the last one by 'check': bad")]
    [InlineData(1000, 200, null)]
    public async Task Run_ManyRejectedOfFew_IsAWarning(int collected, int rejected, string? message)
    {
        var run = new EngineRun().Collect(new FakeCollector("a", collected)).WriteHome()
            .Process(new LambdaProcessor(record => record.GetInteger(FieldPath.Parse("n")) < rejected ? Outcome.Reject("bad") : Outcome.Keep), "check");

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, rejected), (result.Outcome, result.Totals.DeadLettered));
        Assert.Equal(message, result.Warnings.SingleOrDefault(warning => warning.Code == "engine.many_rejected")?.Message);
    }
}
