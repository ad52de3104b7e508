using JobPilot.Engine.Diffs;

namespace JobPilot.Engine.Tests.Diffs;

public class DiscardedLettersTests
{
    [Fact]
    public async Task Write_Letters_TakesAllAndKeepsNoMark()
    {
        var letters = new DiscardedLetters();
        await letters.OpenAsync(new SinkOpen(newRun: true), default);

        var result = await letters.WriteAsync([Record.Create("a")], default);

        Assert.Equal((SinkOperations.Upsert, "nowhere"), (letters.Operations, letters.Location));
        Assert.Empty(result.Rejected);
        Assert.Null(await letters.FlushAsync(default));
    }
}
