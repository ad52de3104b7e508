using System.Text.Json.Nodes;
using JobPilot.Testing;
using JobPilot.Tests;
using Microsoft.Extensions.Logging.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class CsvSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_AllKindsOfValues_AreCells() => Snapshot.Match(await WriteAsync(
        new CsvSinkOptions
        {
            Path = "jobs.csv",
            Columns = ["title", "pay.min", "remote", "skills", "pay", "absent", "nothing"],
            Titles = new Dictionary<string, string> { ["pay.min"] = "Lowest pay, a year" },
            Delimiter = ";",
        },
        """{"title":"Baker; \"night\"","pay":{"min":-4.5},"remote":true,"skills":["oven","rye"],"nothing":null}""",
        """{"title":"two\nlines","pay":{"min":1e3},"remote":false,"skills":[]}""",
        """{"title":" padded "}"""));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-5", "'-5")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\t=1", "' =1")]
    [InlineData("\r=1", "'=1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("Cook - nights", "Cook - nights")]
    [InlineData("\u001b[31mred\u0000\u202e", "[31mred")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("🚀 go", "🚀 go")]
    public void MakeHarmless_Text_IsNoFormula(string text, string expected) => Assert.Equal(expected, CsvWriter.MakeHarmless(text));

    [Theory]
    [InlineData(true, "'=1+1")]
    [InlineData(false, "=1+1")]
    public async Task Write_Harmless_CanBeSwitchedOff(bool harmless, string expected) => Assert.Equal(
        $"{expected}\r\n",
        await WriteAsync(new CsvSinkOptions { Path = "jobs.csv", Columns = ["t"], Header = false, Harmless = harmless }, """{"t":"=1+1"}"""));

    [Fact]
    public async Task Write_RandomCells_ReadBackAsWritten()
    {
        var random = new Random(7);
        var cells = Enumerable.Range(0, 300)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => ",\"\r\n aä;=".AsSpan()[random.Next(9)]))).ToList();

        var text = await WriteAsync(
            new CsvSinkOptions { Path = "jobs.csv", Columns = ["t", "u"], Header = false, Harmless = false },
            [.. cells.Select(cell => new JsonObject { ["t"] = cell, ["u"] = cell }.ToJsonString())]);

        Assert.Equal(cells.Select(cell => new List<string> { cell, cell }), CsvCells.Parse(text));
    }

    [Fact]
    public async Task Write_PatchAndDelete_LeftOutOrLines()
    {
        var logger = new FakeLogger();
        var context = TestContext.Create(workingDirectory: _folder.Root, logger: logger);
        Record[] changes = [Record.Patch("k", new JsonObject { ["t"] = "new" }), Record.Delete("k")];
        using (var plain = new CsvSink(new CsvSinkOptions { Path = "plain.csv", Columns = ["t"] }, context))
        {
            await plain.OpenAsync(new SinkOpen(true), default);
            await plain.WriteAsync(changes, default);
        }

        using (var columns = new CsvSink(new CsvSinkOptions { Path = "columns.csv", Columns = ["t"], ChangeColumns = true }, context))
        {
            await columns.OpenAsync(new SinkOpen(true), default);
            await columns.WriteAsync(changes, default);
        }

        Assert.Equal("t\r\n", await File.ReadAllTextAsync(_folder["plain.csv"]));
        Assert.Contains("left out", Assert.Single(logger.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
        Assert.Equal("_operation,_key,t\r\npatch,k,new\r\ndelete,k,\r\n", await File.ReadAllTextAsync(_folder["columns.csv"]));
    }

    [Fact]
    public async Task Open_Append_WritesTheHeaderOnce()
    {
        var options = new CsvSinkOptions { Path = "jobs.csv", Columns = ["t"], Mode = WriteMode.Append };
        await WriteAsync(options, """{"t":"a"}""");

        Assert.Equal("t\r\na\r\nb\r\n", await WriteAsync(options, """{"t":"b"}"""));
    }

    [Fact]
    public void Validate_WrongOptions_SaysWhat() => Snapshot.Match(string.Join('\n', new CsvSinkOptions
    {
        Columns = ["a", "b", "a"],
        Titles = new Dictionary<string, string> { ["c"] = "C" },
    }.Validate()));

    private async Task<string> WriteAsync(CsvSinkOptions options, params string[] lines)
    {
        using (var sink = new CsvSink(options, _folder.Context))
        {
            await sink.OpenAsync(new SinkOpen(true), default);
            await sink.WriteAsync([.. lines.Select(line => Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(line)))], default);
            await sink.FlushAsync(default);
        }

        return await File.ReadAllTextAsync(_folder[options.Path]);
    }
}
