namespace JobPilot.Host.Tests.Commands;

/// <summary>A mark says how far one file is committed. Through the real host with the shipped plugins: no other file is cut back to it, and no letter of others is.</summary>
public sealed class MovedSinkRunTests : IDisposable
{
    private const string Files = """
        version: 1
        name: files
        settings: { batch_size: 10 }
        collectors: [{ type: demo, options: { records: 40 } }]
        sinks:
          - { type: jsonl, id: out, options: { path: a.jsonl, mode: append } }
          - { type: csv, id: table, options: { path: a.csv, columns: [job_id], mode: append } }

        """;

    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_OtherPathAndBack_NeitherFileLosesALine()
    {
        var path = _host.Write("files.yaml", Files);
        await RunAsync(path);

        await RunAsync(path, "--limit", "3", "--set", "sinks[out].options.path=b.jsonl", "--set", "sinks[table].options.path=b.csv");
        await RunAsync(path, "--limit", "2");

        Assert.Equal((42, 43, 3, 4), (Lines("a.jsonl").Length, Lines("a.csv").Length, Lines("b.jsonl").Length, Lines("b.csv").Length));

        // What goes on at its place goes on at its mark.
        await File.AppendAllTextAsync(Path.Combine(_host.WorkingDirectory, "a.jsonl"), "{\"never\":\"committed\"}\n");
        await RunAsync(path, "--limit", "1");
        Assert.Equal(43, Lines("a.jsonl").Length);
        Assert.DoesNotContain(Lines("a.jsonl"), line => line.Contains("never", StringComparison.Ordinal));
    }

    /// <summary>What stands under the sink after an undo is a mark and the file that it speaks of, never one of each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Undo_RunAtAnotherPath_TheFirstFileLosesNothing(int records)
    {
        Source("in.jsonl", 1, 40);
        var path = _host.Write("moved.yaml", """
            version: 1
            name: moved
            collectors: [{ type: jsonl, options: { path: in.jsonl, key: k } }]
            sinks: [{ type: litedb, options: { path: moved.db, key: k } }, { type: jsonl, id: out, options: { path: a.jsonl, mode: append } }]

            """);
        await RunAsync(path);
        Source("in.jsonl", 41, 40 + records);
        await RunAsync(path, "--set", "sinks[out].options.path=b.jsonl");
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("runs", "undo", path, "last", "--yes", "--set", "sinks[out].options.path=b.jsonl"));
        Assert.Empty(Lines("b.jsonl"));
        Source("in.jsonl", 50, 50);

        await RunAsync(path);

        Assert.Equal(41, Lines("a.jsonl").Length);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("new")]
    public async Task Run_InterruptedAndGoesOnElsewhere_IsTold(string mode)
    {
        Source("in.jsonl", 1, 40);
        _host.Write("b.jsonl", "{\"mine\":1}\n");
        var path = _host.Write("cut.yaml", $$"""
            version: 1
            name: cut
            settings: { batch_size: 10, max_commit_delay: 1ms, parallelism: 1 }
            collectors: [{ type: jsonl, options: { path: in.jsonl, key: k, page_size: 10 } }]
            processors: [{ type: assert, options: { expectations: [{ field: v, max: 25, then: stop }] } }]
            sinks: [{ type: jsonl, id: out, options: { path: a.jsonl, mode: {{mode}} } }]

            """);
        Assert.Equal(ExitCode.Failed, await _host.InvokeAsync("run", path));
        var first = Lines("a.jsonl");

        await RunAsync(path, "--set", "processors[0].enabled=false", "--set", "sinks[out].options.path=b.jsonl");

        var told = Assert.Single(_host.Document("run")["diagnostics"]!.AsArray(), finding => (string?)finding!["code"] == "engine.sink_moved");
        Assert.Contains("b.jsonl; before it wrote to", (string)told!["message"]!, StringComparison.Ordinal);
        Assert.Equal(first, Lines("a.jsonl"));
        Assert.Equal(mode == "append", Lines("b.jsonl")[0].Contains("mine", StringComparison.Ordinal));
        Assert.Equal(40, first.Concat(Lines("b.jsonl")).Where(line => !line.Contains("mine", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task Run_PathOfAnotherProgramsFile_AppendsToIt()
    {
        var path = _host.Write("files.yaml", Files);
        await RunAsync(path, "--limit", "1");
        _host.Write("mine.jsonl", string.Concat(Enumerable.Range(0, 2000).Select(n => $"{{\"mine\":{n}}}\n")));

        await RunAsync(path, "--limit", "1", "--set", "sinks[out].options.path=mine.jsonl");

        Assert.Equal(2001, Lines("mine.jsonl").Length);
        Assert.Equal("{\"mine\":1999}", Lines("mine.jsonl")[1999]);
    }

    [Theory]
    [InlineData("settings.dead_letters=other.jsonl", 4)] // Another file: its letters stay there.
    [InlineData("sinks[0].options.path=other.db", 6)] // Another database: its letters are of this pipeline too.
    public async Task Run_OtherSettingAndBack_NoLetterIsLost(string setting, int expected)
    {
        var path = Letters("one", "one.jsonl", from: 4, to: 8);
        await RunAsync(path);
        Source("one.jsonl", 4, 8);
        await RunAsync(path, "--set", setting, "--limit", "4");
        Source("one.jsonl", 6, 6);
        await RunAsync(path);

        Assert.Equal(expected, await ListedAsync(path));
    }

    [Fact]
    public async Task Run_TwoPipelinesOfOneLetterFile_EachHasItsOwn()
    {
        var one = Letters("one", "one.jsonl", from: 4, to: 8);
        var two = Letters("two", "two.jsonl", from: 5, to: 9);
        await RunAsync(one);
        await RunAsync(two);
        Source("one.jsonl", 6, 6);
        await RunAsync(one);

        Assert.Equal((4, 4), (await ListedAsync(one), await ListedAsync(two)));
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("dead-letters", "purge", one, "--all", "--yes"));
        Assert.Equal((0, 4), (await ListedAsync(one), await ListedAsync(two)));
        Source("two.jsonl", 7, 7);
        await RunAsync(two);
        Assert.Equal(5, await ListedAsync(two));
    }

    [Fact]
    public async Task Run_LetterMendedByHand_NoneBehindItIsLost()
    {
        var path = Letters("one", "one.jsonl", from: 4, to: 8);
        await RunAsync(path);
        var lines = Lines("dead.jsonl");
        Assert.Equal(3, lines.Length);
        _host.Write("dead.jsonl", string.Join('\n', lines).Replace("\"v\":6", "\"v\":3,\"mended_by\":\"an operator, by hand, in December\"", StringComparison.Ordinal) + "\n");

        Assert.Equal(3, await ListedAsync(path));
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("dead-letters", "replay", path));
        Assert.Equal(2, await ListedAsync(path));
        Source("one.jsonl", 6, 6);
        await RunAsync(path);
        Assert.Equal(3, await ListedAsync(path));
    }

    private string Letters(string name, string source, int from, int to)
    {
        Source(source, from, to);
        return _host.Write($"{name}.yaml", $$"""
            version: 1
            name: {{name}}
            settings: { max_reject_share: 1, dead_letters: dead.jsonl }
            collectors: [{ type: jsonl, options: { path: {{source}}, key: k } }]
            processors: [{ type: assert, options: { expectations: [{ field: v, max: 5, then: reject }] } }]
            sinks: [{ type: litedb, options: { path: {{name}}.db, key: k } }]

            """);
    }

    private void Source(string name, int from, int to) =>
        _host.Write(name, string.Concat(Enumerable.Range(from, to - from + 1).Select(n => $"{{\"k\":\"k{n}\",\"v\":{n}}}\n")));

    private async Task RunAsync(string path, params string[] more)
    {
        var code = await _host.InvokeAsync(["run", path, "--format", "json", .. more]);
        Assert.True(code == ExitCode.Done, _host.Error);
    }

    private async Task<int> ListedAsync(string path)
    {
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("dead-letters", "list", path, "--format", "json"));
        return _host.Document("dead-letters-list")["dead_letters"]!.AsArray().Count;
    }

    private string[] Lines(string name) => File.ReadAllLines(Path.Combine(_host.WorkingDirectory, name));
}
