using JobPilot.Testing;

namespace JobPilot.Plugins.LiteDb.Tests;

public sealed class LiteDbSinkConformanceTests : SinkConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ISink CreateSink() => new LiteDbSink(new LiteDbOptions { Path = _folder.File("jobs.db") }, TestContext.Create());

    protected override async Task<IReadOnlyList<Record>> ReadBackAsync()
    {
        await using var sink = Sinks.Open(_folder.File("jobs.db"));
        return await sink.ReadAsync();
    }
}
