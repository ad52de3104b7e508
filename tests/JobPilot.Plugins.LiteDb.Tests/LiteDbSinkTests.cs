namespace JobPilot.Plugins.LiteDb.Tests;

public sealed class LiteDbSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CommitAsync_RowsAndPosition_AreThereAfterReopening()
    {
        await using (var sink = Sinks.Open(Path))
        {
            var claim = await sink.ClaimAsync();
            var result = await sink.CommitAsync(Sinks.Commit(1, claim.Epochs[Sinks.Split], Sinks.Row(1), Sinks.Row(2)));
            Assert.Equal(CommitStatus.Committed, result.Status);
            Assert.Equal(2, result.Counts.Inserted);
        }

        await using var again = Sinks.Open(Path);
        var second = await again.ClaimAsync();
        Assert.Equal(1, second.LastCommit);
        Assert.Equal(2, second.Epochs[Sinks.Split]);
        Assert.Equal("p1", second.Splits[Sinks.Split].Position);
        Assert.Equal("run", second.LastRunId);
        Assert.Equal(["000001", "000002"], (await again.ReadAsync()).Select(row => row.Key));
    }

    [Fact]
    public async Task WriteAsync_SameContentAgain_CountsUnchangedAndWritesNothing()
    {
        await using var sink = Sinks.Open(Path);
        var first = await sink.WriteAsync(Sinks.Row(1), Sinks.Row(2));
        var second = await sink.WriteAsync(Sinks.Row(1), Sinks.Row(2, "other"));
        Assert.Equal(new RowCounts { Inserted = 2 }, first.Counts);
        Assert.Equal(new RowCounts { Unchanged = 1, Updated = 1 }, second.Counts);
    }

    [Fact]
    public async Task WriteAsync_SeveralOperationsOnOneKey_ApplyInOrder()
    {
        await using var sink = Sinks.Open(Path);
        var result = await sink.WriteAsync(
            Sinks.Row(1),
            Record.Patch("000001", new() { ["title"] = "patched", ["extra"] = 1 }),
            Record.Delete("000001"),
            Record.Patch("000001", new() { ["title"] = "of nothing" }),
            Sinks.Row(1, "again"),
            Record.Patch("000001", new() { ["number"] = null }),
            Record.Delete("absent"));
        Assert.Equal(new RowCounts { Inserted = 2, Updated = 2, Deleted = 1 }, result.Counts);
        var row = Assert.Single(await sink.ReadAsync());
        Assert.Equal("""{"id":"000001","title":"again","number":null}""", row.ToString());
    }

    [Fact]
    public async Task WriteAsync_RowThatComesAndGoesInOneBatch_LeavesNothing()
    {
        await using var sink = Sinks.Open(Path);
        await sink.WriteAsync(Sinks.Row(1), Record.Delete("000001"), Sinks.Row(2));
        Assert.Equal("000002", Assert.Single(await sink.ReadAsync()).Key);
    }

    [Fact]
    public async Task WriteAsync_PatchThatChangesNothing_IsUnchanged()
    {
        await using var sink = Sinks.Open(Path);
        await sink.WriteAsync(Sinks.Row(1));
        var patch = await sink.WriteAsync(Record.Patch("000001", new() { ["title"] = "title" }));
        var full = await sink.WriteAsync(Record.Patch("000001", new() { ["title"] = "new" }), Sinks.Row(1, "new"));
        Assert.Equal(new RowCounts { Unchanged = 1 }, patch.Counts);
        Assert.Equal(new RowCounts { Updated = 1, Unchanged = 1 }, full.Counts);
    }

    [Fact]
    public async Task WriteAsync_OnlyTheTimeOfRetrievalDiffers_IsUnchanged()
    {
        await using var sink = Sinks.Open(Path);
        await sink.WriteAsync(Sinks.Row("""{"id":"a","source":{"name":"x","retrieved_at":"2026-01-01"},"_run":"one"}"""));
        var result = await sink.WriteAsync(Sinks.Row("""{"source":{"retrieved_at":"2026-02-02","name":"x"},"_run":"two","id":"a"}"""));
        Assert.Equal(new RowCounts { Unchanged = 1 }, result.Counts);
    }

    [Fact]
    public async Task CheckAsync_HealthyDatabase_FindsNothing()
    {
        var options = new LiteDbOptions { Path = Path, Indexes = ["title"], HashedIndexes = ["number"] };
        await using (var sink = Sinks.Open(Path, options))
        {
            var claim = await sink.ClaimAsync();
            await sink.CommitAsync(Sinks.Commit(1, claim.Epochs[Sinks.Split], [.. Enumerable.Range(0, 2500).Select(i => Sinks.Row(i, $"t{i % 7}"))]));
            Assert.Empty(await sink.CheckAsync(CancellationToken.None));
        }

        await using var closed = Sinks.Open(Path, options);
        Assert.Empty(await closed.CheckAsync(CancellationToken.None));
    }
}
