using System.Globalization;
using JobPilot.Plugins.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Tests.Files;

public sealed class FileHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(20_000)]
    public async Task Rule10_ForeignFile_IsRefusedAndLeftAsItIs(int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)('A' + (i % 26))).ToArray();
        await File.WriteAllBytesAsync(Path, content);
        await RefusesAsync("litedb.foreign_file");
        Assert.Equal(content, await File.ReadAllBytesAsync(Path));
    }

    [Fact]
    public async Task Rule10_OrphanLog_IsRefusedAndLeftAsItIs()
    {
        var log = new DatabasePaths(Path).Log;
        await File.WriteAllBytesAsync(log, new byte[16384]);
        await RefusesAsync("litedb.orphan_log");
        Assert.Equal(16384, new FileInfo(log).Length);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task Rule10_ForeignFileInTheLogsPlace_IsRefusedAndLeftAsItIs()
    {
        await MakeAsync();
        var log = new DatabasePaths(Path).Log;
        var content = Enumerable.Repeat((byte)'x', 16384).ToArray();
        await File.WriteAllBytesAsync(log, content);
        await RefusesAsync("litedb.foreign_log");
        Assert.Equal(content, await File.ReadAllBytesAsync(log));
    }

    [Fact]
    public async Task Rule10_FileEndingInsideItsFirstPage_IsRefused()
    {
        await MakeAsync();
        using (var file = File.OpenWrite(Path))
        {
            file.SetLength(5000);
        }

        await RefusesAsync("litedb.short_file");
        Assert.Equal(5000, new FileInfo(Path).Length);
    }

    [Fact]
    public async Task Rule10_TruncatedFile_IsRefused()
    {
        await MakeAsync();
        using (var file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - (4 * PageStream.PageSize));
        }

        await RefusesAsync("litedb.truncated");
    }

    [Theory]
    [InlineData(59, 7, "litedb.old_version")]
    [InlineData(191, 1, "litedb.marked_damaged")]
    public async Task Rule10_HeaderThatSaysSo_IsRefused(int offset, byte value, string code)
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);
        content[offset] = value;
        await File.WriteAllBytesAsync(Path, content);
        await RefusesAsync(code);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path));
    }

    [Fact]
    public async Task Rule11_EncryptedFile_IsRefused()
    {
        using (var database = new LiteDatabase($"Filename={Path};Password=secret"))
        {
            database.GetCollection("jobs").Insert(new BsonDocument { ["_id"] = "a" });
        }

        await RefusesAsync("litedb.encrypted");
    }

    [Fact]
    public async Task Rule5_FileThatIgnoresCase_IsRefusedAndCompactMendsIt()
    {
        using (var engine = new LiteEngine(new EngineSettings { Filename = Path, Collation = new Collation(127, CompareOptions.IgnoreCase) }))
        {
            engine.Insert("jobs", [new BsonDocument { ["_id"] = "abc" }], BsonAutoId.ObjectId);
        }

        await RefusesAsync("litedb.collation");
        await using var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, Maintenance = MaintenanceMode.Compact });
        await sink.WriteAsync(Sinks.Row("""{"id":"ABC"}"""));
        Assert.Equal(["ABC", "abc"], (await sink.ReadAsync()).Select(row => row.Key));
    }

    [Fact]
    public async Task OpenAsync_EmptyFile_BecomesADatabase()
    {
        await File.WriteAllBytesAsync(Path, []);
        await MakeAsync();
        Assert.Single(Sinks.ReadStock(Path, "_jobpilot_home"));
    }

    [Fact]
    public async Task OpenAsync_FolderInThePlaceOfTheFile_IsRefused()
    {
        Directory.CreateDirectory(Path);
        await RefusesAsync("litedb.read_only", "litedb.not_a_file");
    }

    private async Task MakeAsync()
    {
        await using var sink = Sinks.Open(Path);
        await sink.WriteAsync([.. Enumerable.Range(0, 200).Select(i => Sinks.Row(i, new string('x', 500)))]);
    }

    private async Task RefusesAsync(params string[] codes)
    {
        await using var sink = Sinks.Open(Path);
        var fault = await Assert.ThrowsAsync<FaultException>(async () => await sink.OpenAsync(new SinkOpen(true), CancellationToken.None));
        Assert.Contains(fault.Code, codes);
        Assert.Contains(_folder.Path, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
        await using var closed = Sinks.Open(Path);
        if (!Directory.Exists(Path))
        {
            Assert.Contains(await closed.CheckAsync(CancellationToken.None), finding => finding.Code == fault.Code || fault.Code is "litedb.collation" or "litedb.foreign_log");
        }
    }
}
