using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Plugins;

namespace JobPilot.Host.Tests.Commands;

/// <summary>The rows of the table of failures that concern what is written, through the real host and a sink in which things go wrong.</summary>
public sealed class WriteErrorPolicyRunTests : IDisposable
{
    private readonly HostRun _host = new();
    private readonly PluginFolder _plugins = new();

    public WriteErrorPolicyRunTests()
    {
        _plugins.Add("Acme.Faulty");
        NumberedLines.Write(_host, files: 1, records: 100);
    }

    public void Dispose()
    {
        _host.Dispose();
        _plugins.Dispose();
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public async Task Run_DatabaseErrorThatPasses_IsTriedAgainAndEachRowIsThereOnce(string mishap)
    {
        var document = await RunAsync(ExitCode.Done, $"mishap: {mishap}, after: 30, times: 2");

        Assert.Equal(("succeeded", 100), ((string)document["outcome"]!, (int)document["totals"]!["written"]!));
        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "acme.busy" && ((string)finding["message"]!).Contains("trying again", StringComparison.Ordinal));
        Assert.Equal(NumberedLines.All(1, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Theory]
    [InlineData("write", "retry")]
    [InlineData("write", "stop")]
    [InlineData("flush", "retry")]
    public async Task Run_DatabaseErrorThatStays_StopsRolledBackAndTheNextRunMakesItGood(string mishap, string policy)
    {
        var failed = await RunAsync(ExitCode.Failed, $"mishap: {mishap}, after: 30", policy);

        Assert.Equal("acme.busy", (string)failed["diagnostics"]![0]!["code"]!);
        Assert.Equal(policy == "retry", _host.Error.Contains("trying again", StringComparison.Ordinal));

        await RunAsync(ExitCode.Done, "mishap: none", policy);

        Assert.Equal(NumberedLines.All(1, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Run_DatabaseErrorWithOnErrorDeadLetter_GoesOnAndNoRecordIsLost()
    {
        var document = await RunAsync(ExitCode.Done, "mishap: write, after: 30", "dead_letter");

        var written = NumberedLines.Ids(_host, "out.jsonl").Count;
        Assert.InRange(written, 1, 30);
        Assert.Equal((100, 100 - written), ((int)document["totals"]!["collected"]!, (int)document["totals"]!["dead_lettered"]!));
        var letters = File.ReadAllLines(Path.Combine(_host.WorkingDirectory, "dead.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.All(letters, letter => Assert.Equal("faulty", (string)letter["component"]!));
        Assert.Equal(
            NumberedLines.All(1, 100),
            NumberedLines.Ids(_host, "out.jsonl").Concat(letters.Select(letter => (string)letter["payload"]!["id"]!)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_SinkRunsOutOfMemory_SmallerBatchesAndEachRowIsThereOnce()
    {
        var document = await RunAsync(ExitCode.Done, "mishap: out_of_memory, most: 3");

        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "engine.out_of_memory"
            && ((string)finding["message"]!).Contains("batches of at most", StringComparison.Ordinal));
        Assert.Equal(NumberedLines.All(1, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Run_ProcessorRunsOutOfMemory_SmallerBatchesAndEachRowIsThereOnce()
    {
        var document = await RunAsync(ExitCode.Done, "mishap: none", processors: "[{ type: greedy, options: { most: 3 } }]");

        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "engine.out_of_memory" && (string)finding["pointer"]! == "greedy");
        Assert.Equal(NumberedLines.All(1, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Run_OneRecordIsTooMuchForTheMemory_StopsWithTheMend()
    {
        var document = await RunAsync(ExitCode.Failed, "mishap: out_of_memory, most: 0");

        var failure = document["diagnostics"]!.AsArray().First(finding => (string)finding!["severity"]! == "error")!;
        Assert.Equal("engine.out_of_memory", (string)failure["code"]!);
        Assert.Contains("settings.batch_size", (string)failure["fix"]!, StringComparison.Ordinal);
    }

    /// <summary>The home's own database refuses: the disk has not the room that is asked for.</summary>
    [Theory]
    [InlineData("retry")]
    [InlineData("dead_letter")]
    public async Task Run_DatabaseOfTheHomeCannotBeWritten_StopsAndTheNextRunMakesItGood(string policy)
    {
        var home = $"- {{ type: litedb, on_error: {policy}, options: {{ path: jobs.db, min_free_bytes: 1099511627776 }} }}";
        var path = Write(home, "mishap: none", "retry", "[]");
        Assert.NotEqual(ExitCode.Done, await InvokeAsync(path));
        Assert.Contains(_host.Document("run")["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "litedb.no_space");

        Assert.Equal(ExitCode.Done, await InvokeAsync(path, "--set", "sinks[litedb].options.min_free_bytes=0"));

        Assert.Equal(100, (int)_host.Document("run")["totals"]!["inserted"]!);
        Assert.Equal(NumberedLines.All(1, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    private string Write(string home, string options, string policy, string processors) => _host.Write("write.yaml", $$"""
        version: 1
        name: write
        settings: { batch_size: 20, max_commit_delay: 1ms, max_retries: 2, dead_letters: dead.jsonl, max_reject_share: 1 }
        collectors:
          - { type: jsonl, options: { path: in-0.jsonl, key: id, page_size: 20 } }
        processors: {{processors}}
        sinks:
          {{home}}
          - { type: faulty, on_error: {{policy}}, options: { path: out.jsonl, {{options}} } }
        """);

    private Task<int> InvokeAsync(string path, params string[] more) => _host.InvokeAsync(["run", path, "--format", "json", "--no-progress", "--plugins", _plugins.Root, .. more]);

    private async Task<JsonObject> RunAsync(int expected, string options, string policy = "retry", string processors = "[]")
    {
        var code = await InvokeAsync(Write("", options, policy, processors));
        Assert.True(code == expected, $"{code}\n{_host.Error}{_host.Out}");
        return _host.Document("run");
    }
}
