using System.Text;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>How passes begin, go on and end, and what a unit knows of itself.</summary>
public class PassMovesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    private static readonly CollectorPlan Plan = new() { Id = "source", Type = "fake", Collector = new FakeCollector("a", 0) };

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    public void Of_NewPass_IsCountedOn(int? known, int expected)
    {
        var state = known is { } pass ? new SplitState { Pass = pass, Done = true, Fingerprint = "" } : null;

        Assert.Equal(expected, PassStart.Of(Plan, state, ReadWindow.New, Monday, Monday, Patience).Pass);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void GoesOn_OpenPassOfThatAge_UpToTheEndOfPatience(long ticksMore, bool expected)
    {
        var open = new SplitState { AsOf = Monday, Fingerprint = "" };

        Assert.Equal(expected, PassStart.GoesOn(Plan, open, ReadWindow.New, Monday + Patience + TimeSpan.FromTicks(ticksMore), Patience));
    }

    [Fact]
    public void Of_SuspendedPass_GoesOnAndIsSuspendedNoMore()
    {
        var open = new SplitState { Pass = 3, AsOf = Monday, Fingerprint = "", Suspended = true, Position = "7" };

        var state = PassStart.Of(Plan, open, ReadWindow.New, Monday.AddHours(1), Monday.AddHours(1), Patience);

        Assert.Equal((3L, false, "7"), (state.Pass, state.Suspended, state.Position));
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
        foreach (var (split, pages) in new[] { ("one", 1), ("two", 2), ("three", 0) })
        {
            var state = new SplitState { Retry = [.. Enumerable.Range(0, pages).Select(page => new SkippedPage { After = $"{page}" })] };
            ledger.Add(new SplitRun(Plan, new Split(split), $"source/{split}", 1, state));
        }

        Assert.Equal([("source", 3)], ledger.Skipped);
    }

    [Fact]
    public async Task Run_AsManySplitsGoneAsAreNamed_CountsNoRest()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10) { Splits = ["one", "two", "three", "four"] }).WriteHome();
        await run.RunAsync();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("a", 10) { Splits = ["one"] });

        var warning = Assert.Single((await run.RunAsync()).Warnings);

        Assert.Contains("'source/four', 'source/three', 'source/two'", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" more", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_Batches_CountsTheirRecordsAndBytesFromTheFirstOn()
    {
        var unit = new Unit();
        Assert.True(unit.EndsPage);

        unit.Add(Of("""{"id":"1"}"""), timestamp: 10);
        unit.Add(Of("""{"id":"22"}""", """{"id":"3"}"""), timestamp: 20);

        Assert.Equal((3L, 31L, 10L, false), (unit.Records, unit.Bytes, unit.Since, unit.EndsPage));
    }

    private static Batch Of(params string[] records) => new([.. records.Select(json => new Item(Record.FromUtf8(Encoding.UTF8.GetBytes(json))))], [], endsPage: false);
}
