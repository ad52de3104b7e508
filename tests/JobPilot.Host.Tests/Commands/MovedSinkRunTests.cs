namespace JobPilot.Host.Tests.Commands;

/// <summary>A mark says how far one file is committed. Through the real host with the shipped plugins: no other file is cut back to it, and no letter of others is.</summary>
public sealed class MovedSinkRunTests : IDisposable
{
    /// <summary>A pipeline that stops at the record whose value is above the most.</summary>
    private string CutPipeline(int most, string sink) => _host.Write("cut.yaml", $$"""
        version: 1
        name: cut
        settings: { batch_size: 10, max_commit_delay: 1ms, parallelism: 1 }
        collectors: [{ type: jsonl, options: { path: in.jsonl, key: k, page_size: 10 } }]
        processors: [{ type: assert, options: { expectations: [{ field: v, max: {{most}}, then: stop }] } }]
        sinks: [{ {{sink}} }]

        """);

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

    /// <summary>What is behind the last commit of an interrupted run comes again at the new place: it is said exactly where, and once it is cut each line is there once.</summary>
    [Theory]
    [InlineData("jsonl", "", true)]
    [InlineData("csv", ", columns: [k]", true)]
    [InlineData("jsonl", "", false)]
    public async Task Run_InterruptedAndGoesOnElsewhere_NamesWhatIsLeftAndItsMend(string type, string options, bool left)
    {
        Source("in.jsonl", 1, 40);
        var path = CutPipeline(25, $"type: {type}, id: out, options: {{ path: a, mode: append{options} }}");
        Assert.Equal(ExitCode.Failed, await _host.InvokeAsync("run", path));
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("state", "show", path, "--format", "json"));
        var mark = long.Parse((string)_host.Document("state-list")["marks"]!.AsArray().Single(one => (string)one!["sink"]! == "out")!["mark"]!, System.Globalization.CultureInfo.InvariantCulture);
        var file = Path.Combine(_host.WorkingDirectory, "a");
        Assert.True(mark > 0);
        Cut(file, mark);
        if (left)
        {
            await File.AppendAllTextAsync(file, type == "csv" ? "k21\nk22\n" : "{\"k\":\"k21\",\"v\":21}\n{\"k\":\"k22\",\"v\":22}\n");
        }

        var bytes = new FileInfo(file).Length - mark;

        await RunAsync(path, "--set", "processors[0].enabled=false", "--set", "sinks[out].options.path=b");

        var told = Assert.Single(_host.Document("run")["diagnostics"]!.AsArray(), finding => (string?)finding!["code"] == "engine.sink_moved")!;
        if (!left)
        {
            Assert.Equal("Nothing is lost, and nothing comes twice: behind its last commit nothing stands there.", (string)told["fix"]!);
            return;
        }

        Assert.Equal("{work}/a, where an interrupted run left", _host.Masked((string)told["message"]!).Split("wrote to ")[1].Split($" {bytes} bytes behind byte {mark}, its last commit.")[0]);
        Assert.Contains($"`truncate -s {mark} FILE`", (string)told["fix"]!, StringComparison.Ordinal);
        Cut(file, mark);
        var keys = Lines("a").Concat(Lines("b")).Select(line => type == "csv" ? line : (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["k"]!).Where(key => key != "k").ToList();
        Assert.Equal((40, 40), (keys.Count, keys.Distinct(StringComparer.Ordinal).Count()));
    }

    /// <summary>Of a file that was changed since, and of one whose earlier content the run would have replaced, nobody can say where to cut.</summary>
    [Theory]
    [InlineData("append", "a line that somebody changed and that is longer than all that was committed, without an end")]
    [InlineData("new", null)]
    public async Task Run_InterruptedAndNobodyCanSayWhatIsLeft_NamesNoPlaceToCut(string mode, string? changed)
    {
        Source("in.jsonl", 1, 40);
        var path = CutPipeline(changed is null ? 0 : 25, $"type: jsonl, id: out, options: {{ path: a, mode: {mode} }}");
        _host.Write("a", changed is null ? "{\"of\":\"an earlier run\"}\n" : "");
        Assert.Equal(ExitCode.Failed, await _host.InvokeAsync("run", path));
        if (changed is not null)
        {
            _host.Write("a", string.Concat(Enumerable.Repeat(changed, 20)));
        }

        await RunAsync(path, "--set", "processors[0].enabled=false", "--set", "sinks[out].options.path=b");

        var told = Assert.Single(_host.Document("run")["diagnostics"]!.AsArray(), finding => (string?)finding!["code"] == "engine.sink_moved")!;
        Assert.DoesNotContain("truncate", (string)told["fix"]!, StringComparison.Ordinal);
        Assert.StartsWith("Nothing is lost. What an interrupted run wrote there", (string)told["fix"]!, StringComparison.Ordinal);
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

    private static void Cut(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.Open);
        stream.SetLength(length);
    }

    private string[] Lines(string name) => File.ReadAllLines(Path.Combine(_host.WorkingDirectory, name));
}
