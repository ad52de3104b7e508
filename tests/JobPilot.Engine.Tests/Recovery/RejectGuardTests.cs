using JobPilot.Engine.Tests.Fakes;

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
