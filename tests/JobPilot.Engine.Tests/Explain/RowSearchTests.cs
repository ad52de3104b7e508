using JobPilot.Engine.Explain;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Explain;

public class RowSearchTests
{
    private readonly MemoryHome _home = new();

    public RowSearchTests()
    {
        _home.Rows["aa11"] = """{"source":{"url":"https://board.example/1"},"apply":[{"url":"https://shop.example/jobs/1"}],"duplicates":{"other_sources":[{"id":"cc77","url":"https://other.example/7"}]}}""";
        _home.Rows["aa22"] = """{"source":{"url":"https://board.example/2"},"apply":"none","duplicates":{"other_sources":[{"id":"cc78"},{"id":"cc79"}]}}""";
        _home.Rows["bb"] = """{"source":null}""";
    }

    [Theory]
    [InlineData("aa11", "aa11 aa11")]
    [InlineData("b", "bb bb")]
    [InlineData("aa", "aa11 aa11,aa22 aa22")]
    [InlineData("cc77", "cc77 aa11")]
    [InlineData("cc7", "cc77 aa11,cc78 aa22,cc79 aa22")]
    [InlineData("https://board.example/2", "aa22 aa22")]
    [InlineData("https://shop.example/jobs/1", "aa11 aa11")]
    [InlineData("https://other.example/7", "cc77 aa11")]
    [InlineData("dd", "")]
    [InlineData("https://board.example", "")]
    public async Task FindAsync_IdPrefixOrUrl_FindsTheListingAndItsRow(string name, string expected)
    {
        var found = await new RowSearch(Plan(new SinkPlan { Id = "home", Type = "home", Sink = _home })).FindAsync(name, default);

        Assert.Equal(expected, string.Join(',', found.Select(one => $"{one.Key} {one.Row.Key}")));
        Assert.All(found, one => Assert.Equal(one.Key != one.Row.Key, one.IsMerged));
    }

    [Fact]
    public async Task FindAsync_WholeIdThatBeginsAnother_IsThatOne()
    {
        _home.Rows["b"] = "{}";

        Assert.Equal("b", Assert.Single(await new RowSearch(Plan(new SinkPlan { Id = "home", Type = "home", Sink = _home })).FindAsync("b", default)).Key);
    }

    [Fact]
    public async Task FindAsync_NoSinkWithRows_FindsNothing()
    {
        var search = new RowSearch(Plan(new SinkPlan { Id = "file", Type = "file", Sink = new MarkedSink() }));

        Assert.Null(search.Location);
        Assert.Empty(await search.FindAsync("aa11", default));
        Assert.Empty(await search.RunsOfAsync("aa11", default));
    }

    private static PipelinePlan Plan(SinkPlan sink) =>
        new() { Run = new RunInfo("run", "test", DateTimeOffset.UnixEpoch), Collectors = [], Processors = [], Sinks = [sink], Settings = PlainSettings.Value };
}
