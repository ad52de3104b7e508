using Xunit;

namespace JobPilot.Testing;

public abstract partial class CommitStoreConformance
{
    /// <summary>The last number is 0 for an unknown owner, and the committed one afterwards, also over a restart.</summary>
    [Fact]
    public async Task LastCommit_AfterCommits_LastNumber()
    {
        Assert.Equal(0, await Store.LastCommitAsync("owner", None));
        var epoch = (await ClaimAsync()).Epochs["all"];
        for (var number = 1; number <= 3; number++)
        {
            await CommitAsync(Commit("owner", number, epoch));
            Assert.Equal(number, await Store.LastCommitAsync("owner", None));
        }

        await ReopenAsync();
        Assert.Equal(3, await Store.LastCommitAsync("owner", None));
        var claim = await ClaimAsync();
        Assert.Equal(3, claim.LastCommit);
        Assert.Equal("run-3", claim.LastRunId);
        Assert.Equal("3", claim.Splits["all"].Position);
    }

    /// <summary>A commit with an older epoch is fenced, with a reason, and leaves nothing. (Invariant 6.)</summary>
    [Fact]
    public async Task Commit_OlderEpoch_FencedAndNothingWritten()
    {
        var old = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, old, marks: new Dictionary<string, string> { ["file"] = "1" }));
        await ClaimAsync();
        var fenced = await CommitAsync(WithEverything(2, old), CommitStatus.Fenced);
        Assert.NotNull(fenced.Reason);
        await AssertNothingOfTwoAsync();
    }

    /// <summary>One older epoch among several fences the whole commit.</summary>
    [Fact]
    public async Task Commit_OneOlderEpochOfTwo_FencesTheWhole()
    {
        var claim = await ClaimAsync("owner", 0, "a", "b");
        await ClaimAsync("owner", 0, "b");
        var commit = new Commit("owner", 1, [new SplitCommit("a", claim.Epochs["a"], State("x")), new SplitCommit("b", claim.Epochs["b"], State("x"))]);
        await CommitAsync(commit, CommitStatus.Fenced);
        Assert.Empty((await PeekAsync()).Splits);
        Assert.Equal(0, await Store.LastCommitAsync("owner", None));
    }

    /// <summary>A number that is already there, and one that leaves a gap, are fenced and leave nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0)]
    public async Task Commit_NumberThatDoesNotFollow_Fenced(long number)
    {
        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, marks: new Dictionary<string, string> { ["file"] = "1" }));
        await CommitAsync(WithEverything(number, epoch), CommitStatus.Fenced);
        await AssertNothingOfTwoAsync();
    }

    /// <summary>Marks are kept sink by sink: a commit changes only those that it names.</summary>
    [Fact]
    public async Task Commit_Marks_KeptSinkBySink()
    {
        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, marks: new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" }));
        await CommitAsync(Commit("owner", 2, epoch, marks: new Dictionary<string, string> { ["b"] = "2" }));
        await ReopenAsync();
        var marks = (await ClaimAsync()).Marks;
        Assert.Equal(2, marks.Count);
        Assert.Equal(("1", "2"), (marks["a"], marks["b"]));
    }

    /// <summary>A commit without splits (marks alone) is taken.</summary>
    [Fact]
    public async Task Commit_WithoutSplits_Taken()
    {
        await ClaimAsync();
        await CommitAsync(new Commit("owner", 1, []) { Marks = new Dictionary<string, string> { ["a"] = "1" } });
        Assert.Equal("1", (await PeekAsync()).Marks["a"]);
    }

    /// <summary>A cancelled commit is unknown, and the last number says what became of it: all or nothing.</summary>
    [Fact]
    public async Task Commit_Cancelled_AllOrNothing()
    {
        var epoch = (await ClaimAsync()).Epochs["all"];
        var commit = Commit("owner", 1, epoch, marks: new Dictionary<string, string> { ["a"] = "1" });
        await Xunit.Record.ExceptionAsync(async () => await Store.CommitAsync(commit, new CancellationToken(canceled: true)));
        var last = await Store.LastCommitAsync("owner", None);
        var claim = await PeekAsync();
        Assert.InRange(last, 0, 1);
        Assert.Equal(last == 1, claim.Marks.ContainsKey("a"));
        Assert.Equal(last == 1, claim.Splits.ContainsKey("all"));
    }

    /// <summary>Rows are upserted, patched and deleted in order, together with the rest.</summary>
    [Fact]
    public async Task Commit_Rows_AppliedInOrder()
    {
        if (!TakesRows)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, rows: [CreateRow("a", "one"), CreateRow("b", "one"), CreateRow("b", "two")]));
        await AssertKeysAsync("a", "b");
        await CommitAsync(Commit("owner", 2, epoch, rows: [Record.Delete("a"), CreateRow("c", "one"), Record.Delete("x")]));
        await AssertKeysAsync("b", "c");
        await ReopenAsync();
        await AssertKeysAsync("b", "c");
    }

    /// <summary>A refused row is named by its index, nothing of the commit is there, and its number is still free.</summary>
    [Fact]
    public async Task Commit_RefusedRow_LeavesNothing()
    {
        if (!TakesRows || CreateRefusedRow("bad") is not { } bad)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, marks: new Dictionary<string, string> { ["file"] = "1" }));
        var rejected = await CommitAsync(WithEverything(2, epoch, [CreateRow("good", "one"), bad, CreateRow("too", "one")]), CommitStatus.Rejected);
        var row = Assert.Single(rejected.Rejected);
        Assert.Equal(1, row.Index);
        Assert.False(string.IsNullOrWhiteSpace(row.Reason));
        await AssertNothingOfTwoAsync();
        await CommitAsync(Commit("owner", 2, epoch, rows: [CreateRow("good", "one"), CreateRow("too", "one")]));
        await AssertKeysAsync("good", "too");
    }

    private Commit WithEverything(long number, long epoch, IReadOnlyList<Record>? rows = null)
    {
        var shared = Store is ISharedMemory;
        return new Commit("owner", number, [new SplitCommit("all", epoch, State("wrong"))])
        {
            Rows = rows ?? (TakesRows ? [CreateRow("wrong", "wrong")] : []),
            Marks = new Dictionary<string, string> { ["file"] = "wrong", ["wrong"] = "wrong" },
            Memory = shared ? [new MemoryChange(new MemoryKey("wrong", "wrong"), "wrong")] : [],
            Journal = shared ? default : "wrong"u8.ToArray(),
            RunId = "wrong",
        };
    }

    private async Task AssertNothingOfTwoAsync()
    {
        Assert.Equal(1, await Store.LastCommitAsync("owner", None));
        await ReopenAsync();
        var claim = await PeekAsync();
        Assert.Equal(1, claim.LastCommit);
        Assert.Equal("run-1", claim.LastRunId);
        Assert.Equal("1", claim.Splits["all"].Position);
        Assert.Equal("1", Assert.Single(claim.Marks).Value);
        Assert.Empty(claim.Journal);
        await AssertKeysAsync();
        if (Store is ISharedMemory memory)
        {
            Assert.Empty(await memory.ReadMemoryAsync("owner", [new MemoryKey("wrong", "wrong")], None));
        }
    }
}
