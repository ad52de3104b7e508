using JobPilot.Plugins.LiteDb.Storage;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

public sealed class WriterThreadTests
{
    [Fact]
    public async Task Rule2_WorkFromManyThreads_RunsOnOneThreadInOrder()
    {
        using var writer = new WriterThread("test");
        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => writer.RunAsync(() => Thread.CurrentThread))));
        Assert.Single(threads.Distinct());
        Assert.Equal("test", threads[0].Name);
        Assert.False(threads[0].IsThreadPoolThread);
    }

    [Fact]
    public async Task RunAsync_WorkThatThrows_FailsAloneAndTheThreadGoesOn()
    {
        using var writer = new WriterThread("test");
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.RunAsync<int>(() => throw new InvalidOperationException()));
        Assert.Equal(3, await writer.RunAsync(() => 3));
    }

    [Fact]
    public async Task Rule2_WorkOnOneDatabaseFromManyThreads_RunsOnItsWritersThread()
    {
        using var folder = new TemporaryFolder();
        var host = DatabaseHost.Acquire(folder.File("jobs.db"), new DatabaseSettings(), MaintenanceMode.None, TimeProvider.System);
        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.RunAsync(_ => Thread.CurrentThread, CancellationToken.None))));
        await host.ReleaseAsync();
        Assert.Equal("litedb jobs.db", Assert.Single(threads.Distinct()).Name);
    }
}
