using Xunit;

namespace JobPilot.Testing;

public abstract partial class CommitStoreConformance
{
    /// <summary>An operator's look finds states, epochs, marks and the last commit, and raises no epoch.</summary>
    [Fact]
    public async Task Peek_AfterCommit_FindsAllAndRaisesNothing()
    {
        var claim = await ClaimAsync("owner", 0, "a", "b", "claimed only");
        await CommitAsync(new Commit("owner", 1, [new SplitCommit("a", claim.Epochs["a"], State("1")), new SplitCommit("b", claim.Epochs["b"], State("2"))])
        {
            Marks = new Dictionary<string, string> { ["file"] = "10" },
            RunId = "run-1",
        });
        await ReopenAsync();
        var peek = await Store.PeekAsync("owner", None);
        Assert.Equal((claim.HomeId, 1, "run-1", "10"), (peek.HomeId, peek.LastCommit, peek.LastRunId, peek.Marks["file"]));
        Assert.Equal(["a", "b"], peek.Splits.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["a", "b"], peek.Epochs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("2", peek.Splits["b"].Position);
        Assert.Equal(claim.Epochs["a"], peek.Epochs["a"]);
        Assert.Empty(peek.Journal);
        Assert.Equal(claim.Epochs["a"] + 1, (await ClaimAsync("owner", 0, "a")).Epochs["a"]);
    }

    /// <summary>Of an owner that never was nothing is known, and the look leaves none behind.</summary>
    [Fact]
    public async Task Peek_NeverSeen_Nothing()
    {
        var peek = await Store.PeekAsync("nobody", None);
        Assert.Equal(0, peek.LastCommit);
        Assert.Empty(peek.Splits);
        Assert.Empty(peek.Epochs);
        Assert.Empty(peek.Marks);
    }

    /// <summary>A split that is forgotten has no state any more, keeps its epoch, and leaves the others as they are.</summary>
    [Fact]
    public async Task Commit_StateNull_ForgetsTheSplitAndKeepsItsEpoch()
    {
        var claim = await ClaimAsync("owner", 0, "a", "b");
        await CommitAsync(new Commit("owner", 1, [new SplitCommit("a", claim.Epochs["a"], State("1")), new SplitCommit("b", claim.Epochs["b"], State("2"))]));
        var again = await ClaimAsync("owner", 0, "a");
        await CommitAsync(new Commit("owner", 2, [new SplitCommit("a", again.Epochs["a"], null)]));
        await ReopenAsync();
        var peek = await Store.PeekAsync("owner", None);
        Assert.Equal("b", Assert.Single(peek.Splits).Key);
        Assert.Equal("b", Assert.Single(peek.Epochs).Key);
        Assert.Equal(again.Epochs["a"] + 1, (await ClaimAsync("owner", 0, "a")).Epochs["a"]);
        Assert.Equal(2, peek.LastCommit);
    }

    /// <summary>Whoever holds an older claim can neither forget a split nor bring a forgotten one back (invariant 6).</summary>
    [Fact]
    public async Task Commit_StateNullWithOlderClaim_IsFenced()
    {
        var older = await ClaimAsync("owner", 0, "a");
        var newer = await ClaimAsync("owner", 0, "a");
        await CommitAsync(new Commit("owner", 1, [new SplitCommit("a", older.Epochs["a"], null)]), CommitStatus.Fenced);
        await CommitAsync(new Commit("owner", 1, [new SplitCommit("a", newer.Epochs["a"], null)]));
        await CommitAsync(new Commit("owner", 2, [new SplitCommit("a", older.Epochs["a"], State("1"))]), CommitStatus.Fenced);
    }
}
