namespace JobPilot.Testing.Tests.Fakes;

public sealed class EndpointFakesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ScriptedCollector_Fault_ComesAsOftenAsScripted()
    {
        var collector = new ScriptedCollector().WithSplit("a", ["1"], ["2"]).WithFault("a", 2, new FaultException(FaultKind.Transient, "Once."));
        await Assert.ThrowsAsync<FaultException>(() => KeysAsync(collector, null));
        Assert.Equal(["2"], await KeysAsync(collector, new Position("1")));
        Assert.Equal(2, collector.Reads.Count);
    }

    [Fact]
    public async Task ScriptedCollector_Acknowledged_IsNoted()
    {
        var collector = new ScriptedCollector().WithSplit("a", ["1"]);
        await collector.AcknowledgeAsync(new Split("a"), new Position("1"), None);
        Assert.Equal(["a@1"], collector.Acknowledged);
    }

    [Fact]
    public async Task RecordingSink_RolledBack_KeepsWhatWasFlushed()
    {
        await using var sink = new RecordingSink();
        await sink.OpenAsync(new SinkOpen(newRun: true), None);
        await sink.WriteAsync([Record.Create("a")], None);
        var mark = await sink.FlushAsync(None);
        await sink.WriteAsync([Record.Create("b"), Record.Create("c")], None);
        await sink.OpenAsync(new SinkOpen(newRun: false) { Mark = mark }, None);
        Assert.Equal(["a"], sink.Keys);
        Assert.Equal([1, 2], sink.Batches);
    }

    [Fact]
    public async Task RecordingSink_RefusedRows_AreLeftOut()
    {
        await using var sink = new RecordingSink { OnWrite = rows => [new RejectedRow(rows.Count - 1, "no")] };
        var result = await sink.WriteAsync([Record.Create("a"), Record.Create("b")], None);
        Assert.Equal(1, Assert.Single(result.Rejected).Index);
        Assert.Equal(["a"], sink.Keys);
    }

    [Theory]
    [InlineData(CommitStoreStep.BeforeCommit, 0)]
    [InlineData(CommitStoreStep.AfterCommit, 1)]
    public async Task CommitStoreFake_FailsAtAStep_CommitIsWholeOrNotThere(CommitStoreStep failing, long last)
    {
        var store = new CommitStoreFake();
        var claim = await store.ClaimAsync(new ClaimRequest("owner", ["a"], 0), None);
        store.OnStep = step => _ = step == failing ? throw new IOException("Lost.") : 0;
        var commit = new Commit("owner", 1, [new SplitCommit("a", claim.Epochs["a"], new SplitState())]) { Rows = [Record.Create("row")] };
        await Assert.ThrowsAsync<IOException>(async () => await store.CommitAsync(commit, None));
        Assert.Equal(last, await store.LastCommitAsync("owner", None));
        Assert.Equal(last, store.Rows.Count);
    }

    [Fact]
    public async Task SharedMemoryStoreFake_Conflict_LeavesNothing()
    {
        var store = new SharedMemoryStoreFake { Conflict = _ => "changed meanwhile" };
        var result = await store.CommitAsync(
            new Commit("owner", 1, []) { Memory = [new MemoryChange(new MemoryKey("s", "k"), "v")], Rows = [Record.Create("row")] }, None);
        Assert.Equal((CommitStatus.Conflict, "changed meanwhile"), (result.Status, result.Reason));
        Assert.Empty(store.Rows);
        Assert.Empty(await store.ReadMemoryAsync("owner", [new MemoryKey("s", "k")], None));
    }

    private static async Task<List<string?>> KeysAsync(ScriptedCollector collector, Position? after)
    {
        var keys = new List<string?>();
        await foreach (var page in collector.ReadAsync(new SplitRead(new Split("a"), DateTimeOffset.UnixEpoch) { After = after }, None))
        {
            keys.AddRange(page.Records.Select(record => record.Key));
        }

        return keys;
    }
}
