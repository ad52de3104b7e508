using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

public sealed class DatabaseCopyTests : IDisposable
{
    private const int Rows = 3000;
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rule9_Compact_KeepsRowsPositionsAndIndexesAndShrinksTheFile()
    {
        await MakeAsync();
        var before = new FileInfo(Path).Length;
        await using (var sink = Sinks.Open(Path, Options(MaintenanceMode.Compact)))
        {
            var claim = await sink.ClaimAsync();
            Assert.Equal(1, claim.LastCommit);
            Assert.Equal("p1", claim.Splits[Sinks.Split].Position);
            Assert.Empty(await sink.CheckAsync(CancellationToken.None));
        }

        Assert.True(new FileInfo(Path).Length < before / 2, $"{new FileInfo(Path).Length} of {before}");
        Assert.Equal(Rows / 10, Sinks.ReadStock(Path).Count);
        Assert.Contains(Sinks.ReadStock(Path, "$indexes"), index => index["expression"] == "$.title");
        Assert.Equal(["jobs.db", "jobs.db.lock"], Directory.GetFiles(_folder.Path).Select(file => System.IO.Path.GetFileName(file)).Order());
    }

    [Fact]
    public async Task Rule9_CompactOfADamagedFile_IsRefusedAndRepairKeepsTheWholeRows()
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);
        Sinks.Damage(content, "needle 2990", Sinks.DataPage);
        await File.WriteAllBytesAsync(Path, content);
        await using (var sink = Sinks.Open(Path, Options(MaintenanceMode.Compact)))
        {
            var fault = await Assert.ThrowsAsync<FaultException>(sink.ReadAsync);
            Assert.Equal("litedb.copy_failed", fault.Code);
            Assert.Equal(content, await File.ReadAllBytesAsync(Path));
        }

        await using var repaired = Sinks.Open(Path, Options(MaintenanceMode.Repair));
        Assert.Equal((Rows / 10) - 1, (await repaired.ReadAsync()).Count);
        Assert.Empty(await repaired.CheckAsync(CancellationToken.None));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path + ".damaged-1"));
    }

    [Fact]
    public async Task Rule9_CopyThatTheDiskDidNotTake_TakesTheFilesPlaceNever()
    {
        await MakeAsync();
        var content = await File.ReadAllBytesAsync(Path);
        var settings = new DatabaseSettings
        {
            OpenFile = path => path == Path + ".new" ? new ForgetfulFile(new DiskFile(path), "needle 1990 ") : new DiskFile(path),
        };

        var fault = Assert.Throws<FaultException>(() => DatabaseCopy.Run(MaintenanceMode.Compact, new DatabasePaths(Path), settings));

        Assert.Equal("litedb.copy_failed", fault.Code);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path));
    }

    [Fact]
    public async Task Rule9_Compact_CopiesIndexesThatNobodyDeclares()
    {
        await MakeAsync();

        DatabaseCopy.Run(MaintenanceMode.Compact, new DatabasePaths(Path), new DatabaseSettings());

        Assert.Contains(Sinks.ReadStock(Path, "$indexes"), index => index["expression"] == "$.title");
    }

    [Fact]
    public async Task Rule9_Rename_IsMadeDurable()
    {
        await MakeAsync();
        var before = new FileInfo(Path).Length;
        var synced = new List<(string Folder, bool Renamed)>();
        var settings = new DatabaseSettings { SyncFolder = folder => synced.Add((folder, new FileInfo(Path).Length < before / 2)) };

        DatabaseCopy.Run(MaintenanceMode.Compact, new DatabasePaths(Path), settings);

        Assert.Equal((_folder.Path, true), synced[^1]);
    }

    [Fact]
    public void Rule9_NewDatabase_IsMadeDurableInItsFolder()
    {
        var synced = new List<(string Folder, bool Exists)>();
        var settings = new DatabaseSettings { SyncFolder = folder => synced.Add((folder, File.Exists(Path))) };

        DatabaseOpener.Create(new DatabasePaths(Path), settings);

        Assert.Equal((_folder.Path, true), Assert.Single(synced));
    }

    [Fact]
    public void Rule11_Backup_IsMadeDurableInItsFolder()
    {
        var backup = _folder.File("backup/jobs.db");
        var synced = new List<(string Folder, bool Exists)>();
        var database = DatabaseOpener.Open(new DatabasePaths(Path), new DatabaseSettings());
        database.Transact(engine => engine.Insert("rows", [new BsonDocument { ["_id"] = "late" }], BsonAutoId.ObjectId));

        DatabaseCopy.Backup(database, backup, folder => synced.Add((folder, File.Exists(backup))));

        Assert.Equal((_folder.File("backup"), true), Assert.Single(synced));
        Assert.Single(Sinks.ReadStock(backup, "rows")); // The checkpoint came first: a copy of the data file alone would lack it.
        database.Close();
    }

    [Fact]
    public async Task Rule11_Backup_IsAWholeDatabaseOfTheLastCommit()
    {
        var backup = _folder.File("backup/jobs.db");
        await using (var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, Backup = backup }))
        {
            await sink.WriteAsync(Sinks.Row(1), Sinks.Row(2));
        }

        await using var copy = Sinks.Open(backup);
        Assert.Empty(await copy.CheckAsync(CancellationToken.None));
        Assert.Equal(2, (await copy.ReadAsync()).Count);
    }

    [Theory]
    [InlineData("Rebuild")]
    [InlineData("set_Password")]
    [InlineData("set_Filename")]
    [InlineData("set_AutoRebuild")]
    public void Rules4And9And11_WhatLosesData_IsNeverCalled(string member)
    {
        using var file = File.OpenRead(typeof(LiteDbSink).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var called = metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name)).ToHashSet();
        Assert.Contains("BeginTrans", called);
        Assert.DoesNotContain(member, called);
    }

    private LiteDbOptions Options(MaintenanceMode maintenance = MaintenanceMode.None) =>
        new() { Path = Path, Indexes = ["title"], Maintenance = maintenance };

    private async Task MakeAsync()
    {
        await using var sink = Sinks.Open(Path, Options());
        var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        await sink.CommitAsync(Sinks.Commit(1, epoch, [.. Enumerable.Range(0, Rows).Select(i => Sinks.Row(i, $"needle {i} {new string('x', 300)}"))]));
        await sink.WriteAsync([.. Enumerable.Range(0, Rows).Where(i => i % 10 != 0).Select(i => Record.Delete($"{i:D6}"))]);
    }

    /// <summary>A disk that says it wrote the page where a text stands, and did not.</summary>
    private sealed class ForgetfulFile(IPageFile file, string text) : IPageFile
    {
        private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> data, long offset)
        {
            if (data.IndexOf(_text) < 0)
            {
                file.Write(data, offset);
            }
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
