using System.Text.Json.Nodes;
using JobPilot.Tests.Http;

namespace JobPilot.Plugins.JSearch.Tests;

public sealed class PostedDatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("all", null, "all")]
    [InlineData("week", null, "week")]
    [InlineData("all", 0, "today")]
    [InlineData("all", 24, "today")]
    [InlineData("all", 25, "3days")]
    [InlineData("all", 72, "3days")]
    [InlineData("all", 73, "week")]
    [InlineData("all", 24 * 8, "month")]
    [InlineData("all", 24 * 31, "all")]
    [InlineData("week", 24 * 31, "week")]
    [InlineData("3days", 24 * 5, "3days")]
    [InlineData("week", 10, "today")]
    [InlineData("all", -5, "today")]
    public void Narrowest_EachAge_IsCoveredAndNeverWiderThanTheSearch(string own, int? hours, string expected) =>
        Assert.Equal(expected, PostedDates.Narrowest(own, Now, hours is { } age ? Now.AddHours(-age) : null));

    [Theory]
    [InlineData("""{"job_posted_at_timestamp":1772000000}""", 1772000000L)]
    [InlineData("""{"job_posted_at_timestamp":"1772000000","job_posted_at_datetime_utc":"2026-02-25T06:13:20.000Z"}""", 1772000000L)]
    [InlineData("""{"job_posted_at_datetime_utc":"2026-02-25T06:13:20"}""", 1772000000L)]
    [InlineData("""{"job_posted_at_timestamp":null,"job_posted_at_datetime_utc":"yesterday"}""", null)]
    [InlineData("""{"job_posted_at_timestamp":0}""", null)]
    [InlineData("""{"job_posted_at_timestamp":1e300}""", null)]
    public void Newest_EachForm_IsRead(string job, long? expected) =>
        Assert.Equal(expected, PostedDates.Newest([Record.FromJson((JsonObject)JsonNode.Parse(job)!, "1")])?.ToUnixTimeSeconds());

    [Fact]
    public async Task ReadAsync_EachPage_ItsBookmarkIsTheNewestDate()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        using var bench = new JSearchBench();

        var pages = await bench.ReadAsync(JSearchBench.Options(server));

        Assert.Equal([1_772_000_009L, 1_772_000_019], pages.Select(page => page.Bookmark!.HighWater!.Value.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task ReadAsync_Since_AsksForTheNarrowestWordOnEveryPage()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        using var bench = new JSearchBench();
        var collector = bench.Collector(JSearchBench.Options(server));
        var split = (await collector.PlanAsync(CancellationToken.None))[0];

        await bench.Http.RunAsync(ReadAsync(collector, new SplitRead(split, HttpBench.Start) { Since = HttpBench.Start.AddDays(-2) }));

        Assert.Equal(["3days", "3days"], server.Requests.Select(request => request.Query["date_posted"]));
    }

    private static async Task<int> ReadAsync(JSearchCollector collector, SplitRead read)
    {
        var pages = 0;
        await foreach (var page in collector.ReadAsync(read, CancellationToken.None))
        {
            pages++;
        }

        return pages;
    }
}
