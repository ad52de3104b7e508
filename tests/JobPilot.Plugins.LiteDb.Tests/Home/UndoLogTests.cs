namespace JobPilot.Plugins.LiteDb.Tests.Home;

/// <summary>Two pipelines keep rows in one file; the first one's run is to be taken back.</summary>
public sealed class UndoLogTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, long> _last = [];

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("changed")]
    [InlineData("title")]
    public async Task ReadUndoRows_AnotherPipelineMetARowSince_IsNamed(string title)
    {
        await using var sink = Sinks.Open(Path);
        await CommitAsync(sink, "one", "run", Sinks.Row(1), Sinks.Row(2));
        await CommitAsync(sink, "two", "other", Sinks.Row(1, title), Sinks.Row(3));

        var overlap = Assert.Single((await sink.ReadUndoRowsAsync("one", "run", default)).Overlaps);

        Assert.Equal(("other", "two", 1, "000001"), (overlap.RunId, overlap.Owner, overlap.Rows, Assert.Single(overlap.Keys)));
        Assert.Empty((await sink.ReadUndoRowsAsync("two", "other", default)).Overlaps);
    }

    [Fact]
    public async Task ReadUndoRows_AnotherPipelineMetTheRowBefore_IsNotNamed()
    {
        await using var sink = Sinks.Open(Path);
        await CommitAsync(sink, "one", "early", Sinks.Row(9));
        await CommitAsync(sink, "two", "other", Sinks.Row(1));
        await CommitAsync(sink, "one", "run", Sinks.Row(1, "changed"));

        Assert.Empty((await sink.ReadUndoRowsAsync("one", "run", default)).Overlaps);
        Assert.Equal("one", Assert.Single((await sink.ReadUndoRowsAsync("two", "other", default)).Overlaps).Owner);
    }

    [Fact]
    public async Task ReadUndoRows_AnotherCollectionHasTheSameKey_IsNotNamed()
    {
        await using (var sink = Sinks.Open(Path))
        {
            await CommitAsync(sink, "one", "run", Sinks.Row(1));
        }

        await using var other = Sinks.Open(Path, new LiteDbOptions { Path = Path, Collection = "others" });
        await CommitAsync(other, "two", "other", Sinks.Row(1, "changed"));

        Assert.Empty((await other.ReadUndoRowsAsync("one", "run", default)).Overlaps);
    }

    [Fact]
    public async Task CommitAsync_AnotherPipelineMetARowMeanwhile_IsFencedAndTakesNothingBack()
    {
        await using var sink = Sinks.Open(Path);
        await CommitAsync(sink, "one", "run", Sinks.Row(1), Sinks.Row(2));
        await CommitAsync(sink, "two", "other", Sinks.Row(1, "changed"));

        var fenced = await UndoAsync(sink, "one", "run");

        Assert.Equal(CommitStatus.Fenced, fenced.Status);
        Assert.Contains("run other of 'two' met 1 of its rows", fenced.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await sink.ReadAsync()).Count);

        // With the other run taken back nothing stands against it.
        Assert.Equal(CommitStatus.Committed, (await UndoAsync(sink, "two", "other")).Status);
        Assert.Empty((await sink.ReadUndoRowsAsync("one", "run", default)).Overlaps);
        Assert.Equal(CommitStatus.Committed, (await UndoAsync(sink, "one", "run")).Status);
        Assert.Empty(await sink.ReadAsync());
    }

    private async Task CommitAsync(LiteDbSink sink, string owner, string run, params Record[] rows)
    {
        var result = await sink.CommitAsync(new Commit(owner, Next(owner), []) { Rows = rows, RunId = run, Undo = new CommitUndo(run) { At = Start, First = true } });
        Assert.Equal(CommitStatus.Committed, result.Status);
    }

    private async Task<CommitResult> UndoAsync(LiteDbSink sink, string owner, string run)
    {
        var result = await sink.CommitAsync(new Commit(owner, _last[owner] + 1, []) { Undo = new CommitUndo(""), Undoes = run });
        _last[owner] += result.Status == CommitStatus.Committed ? 1 : 0;
        return result;
    }

    private long Next(string owner) => _last[owner] = _last.GetValueOrDefault(owner) + 1;
}
