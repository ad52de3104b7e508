using JobPilot.Engine.Undo;

namespace JobPilot.Engine.Tests.Undo;

public class UndoRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public void TrimUpTo_FewerRunsThanKept_KeepsAll() => Assert.Equal(0, UndoRetention.TrimUpTo([Of(1, "a"), Of(2, "a"), Of(3, "b")], Now, 3, Month));

    [Fact]
    public void TrimUpTo_MoreRunsThanKept_DropsWholeRunsOldestFirst() =>
        Assert.Equal(4, UndoRetention.TrimUpTo([Of(1, "a"), Of(2, "a"), Of(3, "b"), Of(4, "b"), Of(5, "c"), Of(6, "d")], Now, 3, Month)); // c, d, and the one that begins

    [Fact]
    public void TrimUpTo_OneRun_DropsAllBefore() => Assert.Equal(9, UndoRetention.TrimUpTo([Of(1, "a"), Of(2, "b", last: 9)], Now, 1, Month));

    [Fact]
    public void TrimUpTo_OldRuns_GoByAge() =>
        Assert.Equal(2, UndoRetention.TrimUpTo([Of(1, "a", 31), Of(2, "b", 30), Of(3, "c", 29)], Now, 100, Month));

    [Fact]
    public void TrimUpTo_ChangeByAnOperatorBehindAKeptRun_StaysWithIt() =>
        Assert.Equal(2, UndoRetention.TrimUpTo([Of(1, "a"), Of(2, ""), Of(3, "b"), Of(4, ""), Of(5, "c")], Now, 3, Month));

    [Fact]
    public void TrimUpTo_NothingKept_NothingToTrim() => Assert.Equal(0, UndoRetention.TrimUpTo([], Now, 1, Month));

    private static UndoEntry Of(long number, string run, int days = 0, long? last = null) => new(number, run) { At = Now.AddDays(-days), Last = last ?? number };
}
