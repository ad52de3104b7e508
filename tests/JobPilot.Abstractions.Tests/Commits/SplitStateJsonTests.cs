using System.Text.Json;

namespace JobPilot.Abstractions.Tests.Commits;

public class SplitStateJsonTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void ToJson_EveryField_IsWrittenInOneLine()
    {
        const string expected = """{"version":1,"pass":7,"done":true,"suspended":true,"position":"p\u00e4ge 3","as_of":"2026-03-04T05:06:07+00:00","since":"2026-03-03T05:06:07+00:00","until":"2026-03-05T05:06:07+00:00","bookmark":{"high_water":"2026-03-04T05:06:07+00:00","token":"t"},"candidate":{},"fingerprint":"abc","full":true,"records":12,"recent":[30,0],"retry":[{"after":"4","as_of":"2026-03-04T05:06:07+00:00","since":"2026-03-03T05:06:07+00:00","until":"2026-03-05T05:06:07+00:00","attempts":2,"code":"http.timeout"},{"as_of":"2026-03-04T05:06:07+00:00","attempts":1,"code":""}]}""";

        Assert.Equal(expected, Full().ToJson(), ignoreCase: true);
    }

    [Fact]
    public void FromJson_WhatWasWritten_IsTheSame()
    {
        var read = SplitState.FromJson(Full().ToJson());

        Assert.Equal(Full().ToJson(), read.ToJson());
        Assert.Equal(
            (7L, true, true, "päge 3", Moment, (DateTimeOffset?)Moment.AddDays(-1), (DateTimeOffset?)Moment.AddDays(1), "abc"),
            (read.Pass, read.Done, read.Suspended, read.Position, read.AsOf, read.Since, read.Until, read.Fingerprint));
        Assert.Equal((Moment, "t"), (read.Bookmark!.HighWater, read.Bookmark.Token));
        Assert.Equal((null, null), (read.Candidate!.HighWater, read.Candidate.Token));
    }

    [Fact]
    public void FromJson_SkippedPages_AreTheSame()
    {
        var read = SplitState.FromJson(Full().ToJson());

        Assert.Equal((true, 12L), (read.Full, read.Records));
        Assert.Equal([30, 0], read.Recent);
        Assert.Equal(
            [("4", Moment, Moment.AddDays(-1), Moment.AddDays(1), 2, "http.timeout"), (null, Moment, null, null, 1, "")],
            read.Retry.Select(page => (page.After, page.AsOf, page.Since, page.Until, page.Attempts, page.Code)));
    }

    [Fact]
    public void ToJson_NothingSet_LeavesOutWhatIsNull()
    {
        Assert.Equal("""{"version":1,"pass":1,"done":false,"suspended":false,"as_of":"0001-01-01T00:00:00+00:00"}""", new SplitState().ToJson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"position":null,"bookmark":null,"as_of":null,"of_tomorrow":[1]}""")]
    public void FromJson_FieldsMissingNullOrUnknown_AreTheDefaults(string json) => Assert.Equal(new SplitState().ToJson(), SplitState.FromJson(json).ToJson());

    [Fact]
    public void FromJson_OffsetsOfOtherZones_AreTheSameMoment() =>
        Assert.Equal(Moment, SplitState.FromJson("""{"as_of":"2026-03-04T07:06:07+02:00"}""").AsOf);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"pass":"7"}""")]
    [InlineData("""{"pass":1.5}""")]
    [InlineData("""{"done":"yes"}""")]
    [InlineData("""{"position":5}""")]
    [InlineData("""{"as_of":"yesterday"}""")]
    [InlineData("""{"bookmark":"t"}""")]
    [InlineData("""{"bookmark":{"token":5}}""")]
    [InlineData("""{"version":99999999999}""")]
    [InlineData("""{"recent":["7"]}""")]
    [InlineData("""{"retry":[7]}""")]
    [InlineData("""{"retry":{}}""")]
    public void FromJson_SomethingElse_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => SplitState.FromJson(json));

    private static SplitState Full() => new()
    {
        Pass = 7,
        Done = true,
        Suspended = true,
        Position = "päge 3",
        AsOf = Moment,
        Since = Moment.AddDays(-1),
        Until = Moment.AddDays(1),
        Bookmark = new Bookmark { HighWater = Moment, Token = "t" },
        Candidate = new Bookmark(),
        Fingerprint = "abc",
        Full = true,
        Records = 12,
        Recent = [30, 0],
        Retry =
        [
            new SkippedPage { After = "4", AsOf = Moment, Since = Moment.AddDays(-1), Until = Moment.AddDays(1), Attempts = 2, Code = "http.timeout" },
            new SkippedPage { AsOf = Moment },
        ],
    };
}
