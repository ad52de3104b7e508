using JobPilot.Testing;

namespace JobPilot.Plugins.LiteDb.Tests;

public sealed class LiteDbHomeConformanceTests : CommitStoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private LiteDbSink? _sink;

    protected override Task<ICommitStore> OpenStoreAsync()
    {
        _sink = new LiteDbSink(new LiteDbOptions { Path = _folder.File("jobs.db") }, TestContext.Create());
        return Task.FromResult<ICommitStore>(_sink);
    }

    protected override async Task<IReadOnlyList<string>?> ReadKeysAsync() => [.. (await _sink!.ReadAsync()).Select(row => row.Key!)];

    protected override Record? CreateRefusedRow(string key) => CreateRow(key, new string('x', 17_000_000));

    protected override Task CleanUpAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
