using JobPilot.Engine.Undo;

namespace JobPilot.Engine.Tests.Undo;

/// <summary>Runs a, b, c ... on one split: what stands before, behind and after each.</summary>
public class RunLogTests
{
    [Fact]
    public void Splits_SeveralCommits_StateBeforeTheFirst()
    {
        var log = new RunLog([Of(1, "a", null), Of(2, "b", "1"), Of(3, "b", "2")], "b", Now(3, "3"));

        Assert.Equal("1", log.Splits["s"]!.Position);
        Assert.Equal("3", log.StateAfter(log.Entries[^1], "s")!.Position);
        Assert.Equal("a", log.RunBefore);
        Assert.True(log.IsWhole);
        Assert.Null(log.FirstUnknown);
        Assert.Empty(log.LaterRuns);
    }

    [Fact]
    public void Note_SinkCameBackDuringTheRun_IsWhereItStoodThen()
    {
        var first = new UndoNote(new Dictionary<string, UndoNote.Output> { ["file"] = new("10", "a"), ["late"] = new(null, "b", IsOut: true), ["never"] = new(null, "c", IsOut: true) });
        var second = new UndoNote(new Dictionary<string, UndoNote.Output> { ["file"] = new("20", "a"), ["late"] = new("5", "b"), ["never"] = new(null, "c", IsOut: true) });

        var note = UndoNote.Of([Of(1, "a", null, note: first.Write()), Of(2, "a", null), Of(3, "a", null, note: second.Write())]);

        Assert.Equal(new UndoNote.Output("10", "a"), note.Outputs["file"]);
        Assert.Equal(new UndoNote.Output("5", "b"), note.Outputs["late"]);
        Assert.True(note.Outputs["never"].IsOut);
    }

    [Fact]
    public void IsWhole_FirstCommitTrimmed_No() => Assert.False(new RunLog([Of(2, "a", "1", first: false), Of(3, "b", "2")], "a", Now(3, "3")).IsWhole);

    [Theory]
    [InlineData(4, 4L)]
    [InlineData(3, null)]
    public void FirstUnknown_CommitBehindWithoutALog_IsNamed(long last, long? unknown) =>
        Assert.Equal(unknown, new RunLog([Of(1, "a", null), Of(2, "b", "1"), Of(3, "c", "2")], "b", Now(last, "3")).FirstUnknown);

    [Fact]
    public void FirstUnknown_GapInBetween_IsNamed() =>
        Assert.Equal(3, new RunLog([Of(2, "b", "1"), Of(5, "c", "2")], "b", Now(5, "3")).FirstUnknown);

    [Fact]
    public void TakenBackRun_LaterThanThisOne_ChangedNothing()
    {
        // Run b (numbers 2 and 3) was taken back by number 4, which took up 5 for its memory.
        var log = new RunLog([Of(1, "a", null), TakenBack(4, "b", "3", 2, 3, last: 5)], "a", Now(5, "1"));

        Assert.Null(log.FirstUnknown);
        Assert.Empty(log.LaterRuns);
        Assert.False(log.TrailOf("s").IsChangedByHand);
    }

    [Fact]
    public void TakenBackRun_EarlierThanThisOne_ItsPositionStands()
    {
        // Run a was taken back after run b had read on: run b must not bring a's position back.
        IReadOnlyList<UndoEntry> all = [Of(2, "b", "1"), TakenBack(3, "a", "2", 1, 1)];

        Assert.True(new RunLog(all, "b", Now(3, null)).TrailOf("s").IsChangedByHand);
        Assert.Equal(3, new RunLog(all, "a", Now(3, null)).TakenBack!.Number);
    }

    [Fact]
    public void IsChangedByHand_OperatorMovedTheSplitBehindALaterRun_Yes() =>
        Assert.True(new RunLog([Of(1, "a", null), Of(2, "b", "1"), Of(3, "", "2")], "a", Now(3, "9")).TrailOf("s").IsChangedByHand);

    [Fact]
    public void TrailOf_PositionGivenToANewNameAndTheOldOneUsedAnew_FollowsThePosition()
    {
        // Number 2 moved it from old/s to new/s; run c of a new collector 'old' moved old/s, run d new/s.
        var log = new RunLog(
            [Moving(1, "a", ("old/s", null)), Moving(2, "", ("new/s", null), ("old/s", "1")), Moving(3, "c", ("old/s", null)), Moving(4, "d", ("new/s", "1"))], "a", StandingAt(4, ("new/s", "2"), ("old/s", "9")));

        var trail = log.TrailOf("old/s");

        Assert.Equal(("new/s", 4, false), (trail.Name, trail.Next!.Number, trail.IsChangedByHand));
        Assert.Equal((false, true), (trail.IsOf("c"), trail.IsOf("d")));
    }

    [Theory]
    [InlineData("new/s", "2")] // Not what stood there.
    [InlineData("new/other", "1")] // Of another split.
    public void TrailOf_AnotherPositionWasSetWhereThisOneWasReset_IsChangedByHand(string split, string position)
    {
        var log = new RunLog([Moving(1, "a", ("old/s", null)), Moving(2, "", (split, null), ("old/s", "1"))], "a", StandingAt(2, (split, position)));

        Assert.Equal(("old/s", true), (log.TrailOf("old/s").Name, log.TrailOf("old/s").IsChangedByHand));
    }

    [Fact]
    public void ShapeNow_CollectorRenamed_IsUnderTheNewNameUntilALaterRunBuildsOnIt()
    {
        List<UndoEntry> all =
        [
            Moving(1, "a", ["@shape/old", "@shape/old.fallback"], ("old/s", null)),
            Moving(2, "", ["@shape/old", "@shape/new", "@shape/old.fallback", "@shape/new.fallback"], ("new/s", null), ("old/s", "1")),
            Moving(3, "b", ["@shape/new"], ("new/s", "1")),
        ];
        var log = new RunLog(all, "a", StandingAt(3, ("new/s", "2")));

        Assert.Equal((null, "@shape/new.fallback"), (log.ShapeNow("@shape/old"), log.ShapeNow("@shape/old.fallback")));
        Assert.Equal("@shape/new", new RunLog(all[..2], "a", StandingAt(2, ("new/s", "1"))).ShapeNow("@shape/old"));
    }

    [Fact]
    public void StateAfter_TheRunBehindWasTakenBack_IsWhatThatGaveBack()
    {
        // Run b read on and was taken back by number 3; run c came behind.
        IReadOnlyList<UndoEntry> all = [Of(1, "a", null), TakenBack(3, "b", "2", 2, 2), Of(4, "c", "1")];

        Assert.Equal("1", new RunLog(all, "a", Now(4, "3")).StateAfter(all[0], "s")!.Position);
        Assert.Equal("1", new RunLog([.. all.Take(2)], "a", Now(3, "1")).StateAfter(all[0], "s")!.Position);
    }

    [Fact]
    public void StateAfter_ALaterRunStayedWhileTheOneBetweenWasTakenBack_IsWhatThatGaveBack()
    {
        // Run b (2) lay before run c (3), and was taken back behind it.
        IReadOnlyList<UndoEntry> all = [Of(1, "a", null), Of(3, "c", "2"), TakenBack(4, "b", "3", 2, 2)];

        Assert.Equal("1", new RunLog(all, "a", Now(4, "1")).StateAfter(all[0], "s")!.Position);
    }

    [Fact]
    public void StateAfter_TwoWereTakenBackNewestFirst_IsWhatTheLastGaveBack()
    {
        IReadOnlyList<UndoEntry> all = [Of(1, "a", null), TakenBack(4, "c", "3", 3, 3), TakenBack(5, "b", "2", 2, 2)];

        Assert.Equal("1", new RunLog(all, "a", Now(5, "1")).StateAfter(all[0], "s")!.Position);
    }

    private static Claim Now(long last, string? position) => new(
        "home", last, new Dictionary<string, long>(), position is null ? new Dictionary<string, SplitState>() : new Dictionary<string, SplitState> { ["s"] = new() { Position = position } },
        new Dictionary<string, string>(), [], 0);

    private static Claim StandingAt(long last, params (string Split, string Position)[] splits) => new(
        "home", last, new Dictionary<string, long>(), splits.ToDictionary(split => split.Split, split => new SplitState { Position = split.Position }), new Dictionary<string, string>(), [], 0);

    private static UndoEntry Moving(long number, string run, params (string Split, string? Before)[] splits) => Moving(number, run, [], splits);

    private static UndoEntry Moving(long number, string run, string[] marks, params (string Split, string? Before)[] splits) => new(number, run)
    {
        First = run.Length > 0,
        Splits = splits.ToDictionary(split => split.Split, split => split.Before is null ? null : new SplitState { Position = split.Before }),
        Marks = marks.ToDictionary(mark => mark, _ => (string?)null),
    };

    private static UndoEntry Of(long number, string run, string? before, bool first = true, string note = "") =>
        new(number, run) { First = first, Note = note, Splits = new Dictionary<string, SplitState?> { ["s"] = before is null ? null : new SplitState { Position = before } } };

    private static UndoEntry TakenBack(long number, string run, string before, long undoneFirst, long undoneLast, long? last = null) => new(number, "")
    {
        Last = last ?? number,
        Undoes = run,
        UndoneFirst = undoneFirst,
        UndoneLast = undoneLast,
        Splits = new Dictionary<string, SplitState?> { ["s"] = new SplitState { Position = before } },
    };
}
