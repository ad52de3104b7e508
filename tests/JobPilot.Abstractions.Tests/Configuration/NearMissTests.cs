namespace JobPilot.Abstractions.Tests.Configuration;

public class NearMissTests
{
    private static readonly string[] Known = ["collector", "processor", "batch_size", "path"];

    [Theory]
    [InlineData("colector", "collector")]
    [InlineData("colelctor", "collector")]
    [InlineData("Processors", "processor")]
    [InlineData("batchsize", "batch_size")]
    [InlineData("pth", "path")]
    [InlineData("pa", null)]
    [InlineData("quite_another", null)]
    public void Find_Name_IsTheNearestOrNone(string written, string? expected) => Assert.Equal(expected, NearMiss.Find(written, Known));

    [Fact]
    public void Find_VeryLongName_IsNearNothing() => Assert.Null(NearMiss.Find(new string('p', 65), [new string('p', 66)]));

    [Fact]
    public void Suffix_EndsTheSentence() =>
        Assert.Equal(("; did you mean `path`?", "."), (NearMiss.Suffix("paht", Known), NearMiss.Suffix("xyz", Known)));
}
