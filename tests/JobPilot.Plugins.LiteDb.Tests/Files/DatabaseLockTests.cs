using JobPilot.Plugins.LiteDb.Files;

namespace JobPilot.Plugins.LiteDb.Tests.Files;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rule1_LockHeldByAnother_IsRefusedAndNamesTheHolder()
    {
        using var held = DatabaseLock.Take(new DatabasePaths(Path));
        await using var sink = Sinks.Open(Path);
        var fault = await Assert.ThrowsAsync<FaultException>(() => sink.WriteAsync(Sinks.Row(1)));
        Assert.Equal("litedb.locked", fault.Code);
        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.Contains($"process {Environment.ProcessId} on", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task Rule1_DataFileHeldWithoutTheLock_IsRefused()
    {
        await using (var first = Sinks.Open(Path))
        {
            await first.WriteAsync(Sinks.Row(1));
            Assert.Throws<IOException>(() => new DiskFile(Path).Dispose());
        }

        using var held = new DiskFile(Path);
        await using var sink = Sinks.Open(Path);
        await Assert.ThrowsAsync<FaultException>(() => sink.WriteAsync(Sinks.Row(2)));
    }

    [Fact]
    public async Task Rule1_LockFileOfADeadProcess_IsNoObstacle()
    {
        File.WriteAllText(Path + ".lock", "process 1 on nowhere\n");
        await using var sink = Sinks.Open(Path);
        Assert.Equal(1, (await sink.WriteAsync(Sinks.Row(1))).Counts.Inserted);
    }

    [Fact]
    public async Task Rule1_TwoSinksOfOneProcess_ShareTheEngine()
    {
        await using var jobs = Sinks.Open(Path);
        await using var others = Sinks.Open(Path, new LiteDbOptions { Path = Path, Collection = "others" });
        await Task.WhenAll(
            Task.Run(async () => await jobs.WriteAsync(Sinks.Row(1))),
            Task.Run(async () => await others.WriteAsync(Sinks.Row(1), Sinks.Row(2))));
        Assert.Single(await jobs.ReadAsync());
        Assert.Equal(2, (await others.ReadAsync()).Count);
        await jobs.DisposeAsync();
        Assert.Equal(2, (await others.ReadAsync()).Count);
    }
}
