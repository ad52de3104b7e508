using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

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
}
