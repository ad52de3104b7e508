using System.Text;
using JobPilot.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class JsonlCollectorConformanceTests : CollectorConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JsonlCollectorConformanceTests()
    {
        File.WriteAllText(_folder["a.jsonl"], Lines(700, 40), new UTF8Encoding(true));
        File.WriteAllText(_folder["b.jsonl"], Lines(5, 900_000));
    }

    public void Dispose() => _folder.Dispose();

    protected override ICollector CreateCollector() => new JsonlCollector(new JsonlCollectorOptions { Path = "*.jsonl", Key = "id", PageSize = 100 }, _folder.Context);

    private static string Lines(int count, int size) => string.Concat(Enumerable.Range(0, count)
        .Select(n => n % 50 == 7 ? $"broken {n}\r\n\n" : $$"""{"id":{{n}},"text":"{{new string('x', size)}}"}{{'\n'}}"""));
}
