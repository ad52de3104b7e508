using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Files.Tests;

public sealed class JsonlSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["jobs.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_AllOperations_AreLines()
    {
        await RunAsync(WriteMode.New, new SinkOpen(true), JsonlLines.Row("a", "Tanner"), Record.Patch("a", new JsonObject { ["title"] = "Weaver" }), Record.Delete("a"));

        Assert.Equal(
            """
            {"id":"a","title":"Tanner"}
            {"_operation":"patch","_key":"a","_fields":{"title":"Weaver"}}
            {"_operation":"delete","_key":"a"}

            """.ReplaceLineEndings("\n"),
            await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData("{}", """{"_key":"k"}""")]
    [InlineData("""{"a":{}}""", """{"_key":"k","a":{}}""")]
    [InlineData("""{"a":1,"_key":"k"}""", """{"a":1,"_key":"k"}""")]
    [InlineData("""{"_key":7,"a":1}""", """{"_key":"k","a":1}""")]
    [InlineData("""{"a":{"_key":7}}""", """{"_key":"k","a":{"_key":7}}""")]
    public async Task Write_KeyField_StandsFirst(string json, string expected)
    {
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = "jobs.jsonl", KeyField = "_key" }, _folder.Context);
        await sink.OpenAsync(new SinkOpen(true), default);
        await sink.WriteAsync([Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(json), "k")], default);

        Assert.Equal($"{expected}\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Open_NewRunThatWritesNothing_LeavesTheOldFile()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\"old\":1}\n");

        Assert.Equal("0", await RunAsync(WriteMode.New, new SinkOpen(true)));
        Assert.Equal("{\"old\":1}\n", await System.IO.File.ReadAllTextAsync(File));
        await RunAsync(WriteMode.New, new SinkOpen(true), JsonlLines.Row("n", "t"));
        Assert.Equal("{\"id\":\"n\",\"title\":\"t\"}\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData("{\"old\":1}\n", null, "{\"old\":1}\n{\"id\":\"n\",\"title\":\"t\"}\n")]
    [InlineData("{\"old\":1}\n{\"ha", null, "{\"old\":1}\n{\"ha\n{\"id\":\"n\",\"title\":\"t\"}\n")]
    [InlineData("{\"old\":1}\n{\"half\":", "10", "{\"old\":1}\n{\"id\":\"n\",\"title\":\"t\"}\n")]
    [InlineData("{\"o\":1}\n", "5000", "{\"o\":1}\n{\"id\":\"n\",\"title\":\"t\"}\n")]
    public async Task Open_Append_AddsBehindTheLastCommit(string before, string? mark, string after)
    {
        await System.IO.File.WriteAllTextAsync(File, before);

        await RunAsync(WriteMode.Append, new SinkOpen(true) { Mark = mark }, JsonlLines.Row("n", "t"));

        Assert.Equal(after, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Open_AppendRewoundWithoutAMark_GoesBackToTheOpening()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\"old\":1}\n");
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = "jobs.jsonl", Mode = WriteMode.Append }, _folder.Context);
        await sink.OpenAsync(new SinkOpen(true), default);
        await sink.WriteAsync([JsonlLines.Row("a", "t")], default);
        await sink.OpenAsync(new SinkOpen(false), default);
        await sink.WriteAsync([JsonlLines.Row("b", "t")], default);

        Assert.Equal("{\"old\":1}\n{\"id\":\"b\",\"title\":\"t\"}\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Open_FileShorterThanTheMark_IsAClearFault()
    {
        await System.IO.File.WriteAllTextAsync(File, "{}\n");

        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(WriteMode.New, new SinkOpen(false) { Mark = "10" }));

        Assert.Equal(("files.shortened", FaultKind.Fatal), (fault.Code, fault.Kind));
        Assert.Equal($"{File} has 3 bytes, but 10 were committed: it was shortened or replaced since.", fault.Message);
        Assert.Equal("{}\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task Open_MarkThatIsNoLength_IsAFault(string mark) => Assert.Equal(
        "files.mark", (await Assert.ThrowsAsync<FaultException>(() => RunAsync(WriteMode.New, new SinkOpen(false) { Mark = mark }))).Code);

    [Fact]
    public async Task Open_PathIsAFolder_IsAFaultAndAFinding()
    {
        Directory.CreateDirectory(File);
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = "jobs.jsonl" }, _folder.Context);

        Assert.Equal("files.open", (await Assert.ThrowsAsync<FaultException>(async () => await sink.OpenAsync(new SinkOpen(true), default))).Code);
        Assert.Equal("files.is_folder", Assert.Single(await sink.CheckAsync(default)).Code);
    }

    [Fact]
    public async Task Check_FolderBelowAFile_IsAFinding()
    {
        await System.IO.File.WriteAllTextAsync(File, "");
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = "jobs.jsonl/deep/x.jsonl" }, _folder.Context);

        Assert.Equal("files.no_folder", Assert.Single(await sink.CheckAsync(default)).Code);
    }

    [Fact]
    public async Task Write_FlushedMark_IsTheLength()
    {
        var mark = await RunAsync(WriteMode.New, new SinkOpen(true), JsonlLines.Row("a", "München"));

        Assert.Equal(new FileInfo(File).Length.ToString(System.Globalization.CultureInfo.InvariantCulture), mark);
    }

    private async Task<string?> RunAsync(WriteMode mode, SinkOpen open, params Record[] rows)
    {
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = "jobs.jsonl", Mode = mode }, _folder.Context);
        await sink.OpenAsync(open, default);
        if (rows.Length > 0)
        {
            Assert.Empty((await sink.WriteAsync(rows, default)).Rejected);
        }

        return await sink.FlushAsync(default);
    }
}
