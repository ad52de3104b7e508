using System.Text.Json.Nodes;
using JobPilot.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class CsvSinkConformanceTests : SinkConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ISink CreateSink() => new CsvSink(
        new CsvSinkOptions { Path = "jobs.csv", Columns = ["id", "title"], ChangeColumns = true }, _folder.Context);

    protected override async Task<IReadOnlyList<Record>> ReadBackAsync() =>
    [
        .. CsvCells.Parse(await File.ReadAllTextAsync(_folder["jobs.csv"])).Skip(1)
            .Select(cells => Record.FromJson(new JsonObject { ["title"] = cells[3] }, cells[1].Length == 0 ? null : cells[1])),
    ];
}
