namespace JobPilot.Engine.Tests;

public class EngineRehearsalTests
{
    [Fact]
    public async Task RehearseAsync_ItsRecord_Arrives() => Assert.True(await PipelineRunner.RehearseAsync());

    [Fact]
    public async Task RunAsync_Rehearsal_EndsLikeARun()
    {
        var result = await EngineRehearsal.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Null(result.Failure);
        Assert.Equal((1, 1), (result.Totals.Collected, result.Totals.Written));
    }

    [Fact]
    public async Task RehearseAsync_ManyAtOnce_AreNotInEachOthersWay() =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(PipelineRunner.RehearseAsync))), Assert.True);
}
