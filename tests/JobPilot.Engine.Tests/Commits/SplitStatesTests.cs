using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>Moves of a split's state, one by one.</summary>
public class SplitStatesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);

    [Theory]
    [InlineData("", "", "", false)]
    [InlineData("m a", "", "m a", false)]
    [InlineData("", "t b", "t b", false)]
    [InlineData("m a", "t b", "t b", true)]
    [InlineData("t a", "m b", "t b", true)]
    [InlineData("m a", "- -", "m a", true)]
    [InlineData("- -", "t b", "t b", true)]
    [InlineData("- a", "- -", "- a", true)]
    [InlineData("- a", "m -", "m a", true)]
    public void Fold_TwoBookmarks_KeepsTheLaterDateAndTheLaterToken(string left, string right, string expected, bool isNew)
    {
        var (first, second) = (Bookmark(left), Bookmark(right));

        var folded = SplitStates.Fold(first, second);

        Assert.Equal(expected, Text(folded));
        Assert.Equal(isNew, folded is not null && folded != first && folded != second);
    }

    [Fact]
    public void Advance_PageWithoutAPosition_CountsAndStaysWhereItWas()
    {
        var ledger = new SplitLedger(new EngineRun().Environment());
        var split = new SplitRun(new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 0) }, new Split("all"), "source/all", 1, new SplitState());
        ledger.Add(split);
        ledger.Advance(new PageEnd(split, new Position("10")) { Records = 10 });

        ledger.Advance(new PageEnd(split, after: null) { Records = 5 });

        var state = Assert.Single(ledger.Dirty()).State!;
        Assert.Equal(("10", 15L), (state.Position, state.Records));
    }

    [Theory]
    [InlineData(0, 12, 0)] // Without a lag the next pass begins at the bookmark.
    [InlineData(4, 12, 8)]
    [InlineData(30, 12, null)] // What lies before all time begins with it.
    public void Of_LagBehindABookmark_BeginsEarlierButNotBeforeAllTime(int lagHours, int bookmarkHours, int? expectedHours)
    {
        var first = DateTimeOffset.MinValue;
        var known = new SplitState { Done = true, Fingerprint = "", AsOf = Monday, Bookmark = new Bookmark { HighWater = first.AddHours(bookmarkHours) } };
        var plan = new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 0), Lag = TimeSpan.FromHours(lagHours) };

        var state = PassStart.Of(plan, known, ReadWindow.New, Tuesday, Tuesday, TimeSpan.FromDays(1));

        Assert.Equal(lagHours == 0 ? first.AddHours(bookmarkHours) : expectedHours is { } hours ? first.AddHours(hours) : first, state.Since);
    }

    [Fact]
    public void With_NothingSaidOfTheCandidate_KeepsIt()
    {
        var candidate = new Bookmark { Token = "a" };

        var state = new SplitState { Candidate = candidate }.With(records: 5);

        Assert.Same(candidate, state.Candidate);
        Assert.Equal(5, state.Records);
    }

    [Theory]
    [InlineData(true, "new", "new")]
    [InlineData(true, null, "old")]
    [InlineData(false, null, "old")]
    public void Complete_Pass_BookmarkIsThatOfThePassOrStays(bool full, string? candidate, string expected)
    {
        var state = new SplitState { Full = full, Bookmark = new Bookmark { Token = "old" }, Candidate = candidate is null ? null : new Bookmark { Token = candidate } };

        Assert.Equal(expected, state.Complete(backfill: false).Bookmark?.Token);
        Assert.Null(state.Complete(backfill: true).Bookmark);
    }

    [Fact]
    public void Skipped_SplitsOfOneCollector_AreCountedTogether()
    {
        var ledger = new SplitLedger(new EngineRun().Environment());
        var plan = new CollectorPlan { Id = "source", Type = "fake", Collector = new FakeCollector("a", 0) };
        foreach (var (split, pages) in new[] { ("one", 1), ("two", 2), ("three", 0) })
        {
            var state = new SplitState { Retry = [.. Enumerable.Range(0, pages).Select(page => new SkippedPage { After = $"{page}" })] };
            ledger.Add(new SplitRun(plan, new Split(split), $"source/{split}", 1, state));
        }

        Assert.Equal([("source", 3)], ledger.Skipped);
    }

    private static Bookmark? Bookmark(string text) => text.Length == 0 ? null : new Bookmark
    {
        HighWater = text[0] switch { 'm' => Monday, 't' => Tuesday, _ => null },
        Token = text[2] == '-' ? null : text[2..],
    };

    private static string Text(Bookmark? bookmark) => bookmark is null ? ""
        : $"{(bookmark.HighWater == Monday ? "m" : bookmark.HighWater == Tuesday ? "t" : "-")} {bookmark.Token ?? "-"}";
}
