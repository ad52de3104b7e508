using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Checks;

public sealed class DatabaseCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rule8_FlippedBitInARow_IsFound()
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);
        Sinks.Damage(content, "needle 30", Sinks.DataPage);
        await File.WriteAllBytesAsync(Path, content);
        await FindsAsync("litedb.row_damaged");
        Assert.Equal(content, await File.ReadAllBytesAsync(Path));
    }

    [Fact]
    public async Task Rule8_RowThatWentWithoutAWord_IsFound()
    {
        await MakeAsync();
        using (var database = new LiteDatabase($"Filename={Path}"))
        {
            database.GetCollection("jobs").Delete("000007");
            database.Checkpoint();
        }

        await FindsAsync("litedb.rows_missing");
    }

    [Fact]
    public async Task Rule8_IndexThatMissesARow_IsFound()
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);

        Sinks.Damage(content, "needle 11", Sinks.IndexPage);
        await File.WriteAllBytesAsync(Path, content);
        await FindsAsync("litedb.index_damaged");
    }

    [Fact]
    public async Task Rule8_RowThatItsKeyDoesNotFind_IsFound()
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);

        Sinks.Damage(content, "000030", Sinks.IndexPage);
        await File.WriteAllBytesAsync(Path, content);
        await FindsAsync("litedb.index_damaged", "row \"000030\" of jobs is not found by its key");
    }

    [Fact]
    public async Task CheckAsync_LogOfAKilledRun_IsAWarningAndStaysAsItIs()
    {
        await MakeAsync();
        var paths = new DatabasePaths(Path);
        var killed = DatabaseOpener.Open(paths, new DatabaseSettings());
        killed.Transact(engine => engine.Insert("others", [new BsonDocument { ["_id"] = "late" }], BsonAutoId.ObjectId));
        killed.Abandon();
        File.Delete(paths.Lock);
        var log = await File.ReadAllBytesAsync(paths.Log);
        await using var sink = Sinks.Open(Path);
        var finding = Assert.Single(await sink.CheckAsync(CancellationToken.None));
        Assert.Equal("litedb.leftover_log", finding.Code);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal(log, await File.ReadAllBytesAsync(paths.Log));
        Assert.False(File.Exists(paths.Lock));
        await sink.ReadAsync();
        await sink.DisposeAsync();
        Assert.False(File.Exists(paths.Log));
        Assert.Single(Sinks.ReadStock(Path, "others"));
    }

    [Fact]
    public async Task CheckAsync_NothingThere_MakesNothing()
    {
        await using var sink = Sinks.Open(_folder.File("new/jobs.db"));
        Assert.Empty(await sink.CheckAsync(CancellationToken.None));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task CheckAsync_FileInUse_IsAWarning()
    {
        await MakeAsync();
        using var held = DatabaseLock.Take(new DatabasePaths(Path));
        await using var sink = Sinks.Open(Path);
        var finding = Assert.Single(await sink.CheckAsync(CancellationToken.None));
        Assert.Equal("litedb.locked", finding.Code);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
    }

    private LiteDbOptions Options() => new() { Path = Path, Indexes = ["title"] };

    private async Task MakeAsync()
    {
        await using var sink = Sinks.Open(Path, Options());
        await sink.WriteAsync([.. Enumerable.Range(0, 60).Select(i => Sinks.Row(i, $"needle {i}"))]);
    }

    private async Task FindsAsync(string code, string message = "")
    {
        await using var sink = Sinks.Open(Path, Options());
        var findings = await sink.CheckAsync(CancellationToken.None);
        Assert.Contains(findings, finding => finding.Code == code && finding.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.NotNull(finding.Fix));
    }
}
