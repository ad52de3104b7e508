using JobPilot.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class JsonlSinkConformanceTests : SinkConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ISink CreateSink() => new JsonlSink(new JsonlSinkOptions { Path = "out/jobs.jsonl", KeyField = "_key" }, _folder.Context);

    protected override Task<IReadOnlyList<Record>> ReadBackAsync() => JsonlLines.ReadAsync(_folder["out/jobs.jsonl"]);
}
