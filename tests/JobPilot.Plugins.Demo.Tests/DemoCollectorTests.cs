using System.Text.Json.Nodes;
using JobPilot.Testing;
using JobPilot.Tests;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Plugins.Demo.Tests;

public sealed class DemoCollectorTests
{
    [Theory]
    [InlineData("current")]
    [InlineData("legacy")]
    public async Task Read_FirstPostings_AreAlwaysThese(string era)
    {
        var records = await DemoPostings.RecordsAsync(new DemoOptions { Records = 10, PageSize = 10, Era = era });

        Snapshot.MatchJson(new JsonArray([.. records.Take(3).Select(record => (JsonNode)record.Clone().Json.DeepClone())]), era);
    }

    [Fact]
    public async Task Read_Era2025_IsTheCurrentOne() => Assert.Equal(
        (await DemoPostings.RecordsAsync(new DemoOptions { Records = 20, Era = "current" })).Select(record => record.ToString()),
        (await DemoPostings.RecordsAsync(new DemoOptions { Records = 20, Era = "2025" })).Select(record => record.ToString()));

    [Fact]
    public async Task Read_AnyPagesAndSplits_GiveTheSameRecords()
    {
        var expected = (await DemoPostings.RecordsAsync(new DemoOptions { Records = 333 })).Select(record => record.ToString()).ToList();

        Assert.Equal(expected, (await DemoPostings.RecordsAsync(new DemoOptions { Records = 333, PageSize = 13 })).Select(record => record.ToString()));
        Assert.Equal(expected, (await DemoPostings.RecordsAsync(new DemoOptions { Records = 333, Splits = 7 })).Select(record => record.ToString()));
    }

    [Fact]
    public async Task Read_OtherSeed_GivesOtherRecordsAtAnotherTime()
    {
        var one = await DemoPostings.PagesAsync(new DemoOptions());
        var other = await DemoPostings.PagesAsync(new DemoOptions { Seed = 43 });

        Assert.Empty(one.SelectMany(page => page.Records).Select(record => record.Key).Intersect(other.SelectMany(page => page.Records).Select(record => record.Key)));
        Assert.NotEqual(one[0].RetrievedAt, other[0].RetrievedAt);
    }

    [Fact]
    public async Task Read_RetrievedAt_FollowsFromSeedAndPosition()
    {
        var pages = await DemoPostings.PagesAsync(new DemoOptions(), new FakeTimeProvider());

        Assert.Equal(DateTimeOffset.Parse("2026-04-22T00:00:00Z", null), pages[0].RetrievedAt);
        Assert.Equal(TimeSpan.FromSeconds(50), pages[1].RetrievedAt - pages[0].RetrievedAt);
        Assert.Equal(pages[2].RetrievedAt, (await DemoPostings.PagesAsync(new DemoOptions(), after: pages[1].After))[0].RetrievedAt);
    }

    [Fact]
    public async Task Read_Keys_AreTheJobIds() => Assert.All(
        await DemoPostings.RecordsAsync(new DemoOptions()),
        record =>
        {
            Assert.Equal(record.GetString(DemoPostings.Path("job_id")), record.Key);
            Assert.Matches("^[A-Za-z0-9_-]{22}==$", record.Key);
        });

    [Fact]
    public async Task Read_UnavailableAfter_FailsThereAndAgain()
    {
        var options = new DemoOptions { Records = 100, PageSize = 20, UnavailableAfter = 50 };
        var collector = new DemoCollector(options, TestContext.Create());
        var read = 0;
        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(new Split("all"), default), default))
            {
                read += page.Records.Count;
            }
        });

        Assert.Equal((50, FaultKind.Unavailable, "demo.unavailable"), (read, fault.Kind, fault.Code));
        Assert.NotNull(fault.Fix);
        await Assert.ThrowsAsync<FaultException>(async () => await new DemoCollector(new DemoOptions { UnavailableAfter = 0 }, TestContext.Create()).PlanAsync(default));
    }

    [Fact]
    public async Task Read_Delay_WaitsBeforeEachPage()
    {
        var time = new FakeTimeProvider();
        var reading = DemoPostings.PagesAsync(new DemoOptions { Records = 20, PageSize = 10, Delay = TimeSpan.FromSeconds(20) }, time);

        for (var seconds = 0; seconds < 39; seconds++)
        {
            Assert.False(reading.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        for (var seconds = 0; seconds < 200 && !reading.IsCompleted; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Equal(2, (await reading).Count);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("201")]
    public async Task Read_ForeignPosition_Expires(string position)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => DemoPostings.PagesAsync(new DemoOptions(), after: new Position(position)));

        Assert.Equal(FaultKind.PositionExpired, fault.Kind);
    }
}
