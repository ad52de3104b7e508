using Xunit;

namespace JobPilot.Testing;

public abstract partial class CommitStoreConformance
{
    /// <summary>A split never seen gets epoch 1 and no state; the owner has no commit, marks or journal.</summary>
    [Fact]
    public async Task Claim_NeverSeen_EpochOneAndNothing()
    {
        var claim = await ClaimAsync("owner", 0, "a", "b");
        Assert.Equal(1, claim.Epochs["a"]);
        Assert.Equal(1, claim.Epochs["b"]);
        Assert.Equal(0, claim.LastCommit);
        Assert.Equal("", claim.LastRunId);
        Assert.Empty(claim.Splits);
        Assert.Empty(claim.Marks);
        Assert.Empty(claim.Journal);
        Assert.Equal(0, claim.OldestJournal);
    }

    /// <summary>Each claim raises the epoch of each claimed split by one, also over a restart, and of no other.</summary>
    [Fact]
    public async Task Claim_Again_RaisesEpochsByOne()
    {
        await ClaimAsync("owner", 0, "a", "b");
        Assert.Equal(2, (await ClaimAsync("owner", 0, "a")).Epochs["a"]);
        await ReopenAsync();
        var claim = await ClaimAsync("owner", 0, "a", "b");
        Assert.Equal(3, claim.Epochs["a"]);
        Assert.Equal(2, claim.Epochs["b"]);
        Assert.Equal(2, claim.Epochs.Count);
    }

    /// <summary>A claim of no split raises nothing, and still reads what is known.</summary>
    [Fact]
    public async Task Claim_NoSplits_RaisesNothing()
    {
        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch));
        var peek = await PeekAsync();
        Assert.Empty(peek.Epochs);
        Assert.Equal("1", peek.Splits["all"].Position);
        Assert.Equal(epoch + 1, (await ClaimAsync()).Epochs["all"]);
    }

    /// <summary>The identity is not empty, and the same after a restart and for every owner.</summary>
    [Fact]
    public async Task Claim_HomeId_StaysTheSame()
    {
        var id = (await ClaimAsync()).HomeId;
        Assert.NotEmpty(id);
        await ReopenAsync();
        Assert.Equal(id, (await ClaimAsync("other")).HomeId);
    }

    /// <summary>States come back as they were committed, also of splits that are not claimed, and with odd contents.</summary>
    [Fact]
    public async Task Claim_AfterCommit_StatesComeBack()
    {
        const string Odd = "quote ' \" back \\ tab \t 北京 🚀";
        var claim = await ClaimAsync("owner", 0, "a", Odd);
        var state = new SplitState
        {
            Pass = 3,
            Done = true,
            Position = Odd + new string('x', 16_000),
            AsOf = new DateTimeOffset(2026, 1, 15, 12, 0, 0, 123, TimeSpan.Zero),
            Bookmark = new Bookmark { Token = Odd },
            Fingerprint = "f",
            Full = true,
            Records = 7,
            Recent = [40, 0],
            Retry = [.. Enumerable.Range(0, 100).Select(number => new SkippedPage { After = $"{number} {Odd}", AsOf = DateTimeOffset.UnixEpoch, Attempts = number })],
        };
        await CommitAsync(new Commit("owner", 1, [new SplitCommit(Odd, claim.Epochs[Odd], state), new SplitCommit("a", claim.Epochs["a"], State("1"))]));
        await ReopenAsync();
        var splits = (await ClaimAsync("owner", 0, "a")).Splits;
        Assert.Equal(2, splits.Count);
        Assert.Equal(state.ToJson(), splits[Odd].ToJson());
        Assert.Equal(State("1").ToJson(), splits["a"].ToJson());
    }

    /// <summary>Names that differ only in case, or only in a trailing space, are different splits and owners.</summary>
    [Fact]
    public async Task Claim_NamesAlike_AreKeptApart()
    {
        await ClaimAsync("owner", 0, "a", "A", "a ");
        await ClaimAsync("owner", 0, "a");
        var claim = await ClaimAsync("owner", 0, "a", "A", "a ");
        Assert.Equal((3, 2, 2), (claim.Epochs["a"], claim.Epochs["A"], claim.Epochs["a "]));
        Assert.Equal(1, (await ClaimAsync("OWNER", 0, "a")).Epochs["a"]);
    }

    /// <summary>Five hundred splits are claimed and committed at once.</summary>
    [Fact]
    public async Task Claim_ManySplits_AllInOne()
    {
        var ids = Enumerable.Range(0, 500).Select(number => $"split/{number}").ToArray();
        var claim = await ClaimAsync("owner", 0, ids);
        Assert.Equal(ids.Length, claim.Epochs.Count);
        await CommitAsync(new Commit("owner", 1, [.. ids.Select(id => new SplitCommit(id, claim.Epochs[id], State(id)))]));
        var splits = (await PeekAsync()).Splits;
        Assert.All(ids, id => Assert.Equal(id, splits[id].Position));
    }

    /// <summary>Two owners share nothing: neither epochs, numbers, marks nor journal.</summary>
    [Fact]
    public async Task Claim_TwoOwners_ShareNothing()
    {
        var first = await ClaimAsync("first");
        await CommitAsync(Commit("first", 1, first.Epochs["all"], marks: new Dictionary<string, string> { ["file"] = "10" }));
        var second = await ClaimAsync("second");
        Assert.Equal(1, second.Epochs["all"]);
        Assert.Equal(0, second.LastCommit);
        Assert.Empty(second.Splits);
        Assert.Empty(second.Marks);
        Assert.Equal(0, await Store.LastCommitAsync("second", None));
        await CommitAsync(Commit("second", 1, second.Epochs["all"]));
        await CommitAsync(Commit("first", 2, first.Epochs["all"]));
        Assert.Equal(2, await Store.LastCommitAsync("first", None));
        Assert.Equal(1, await Store.LastCommitAsync("second", None));
    }

    /// <summary>A claim that is cancelled beforehand happens wholly or not at all.</summary>
    [Fact]
    public async Task Claim_Cancelled_WhollyOrNotAtAll()
    {
        var request = new ClaimRequest("owner", ["a", "b"], 0);
        await Xunit.Record.ExceptionAsync(async () => await Store.ClaimAsync(request, new CancellationToken(canceled: true)));
        var claim = await ClaimAsync("owner", 0, "a", "b");
        Assert.InRange(claim.Epochs["a"], 1, 2);
        Assert.Equal(claim.Epochs["a"], claim.Epochs["b"]);
    }
}
