using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Plugins;
using JobPilot.Tests;
using JobPilot.Tests.Http;
using LiteDB;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Optional sinks through the real host with the shipped plugins, and one in which things go wrong.</summary>
public sealed class OptionalSinkRunTests : IDisposable
{
    private readonly HostRun _host = new();
    private readonly PluginFolder _plugins = new();

    public OptionalSinkRunTests()
    {
        _plugins.Add("Acme.Faulty");
        NumberedLines.Write(_host, files: 2, records: 100);
    }

    public void Dispose()
    {
        _host.Dispose();
        _plugins.Dispose();
    }

    [Theory]
    [InlineData("open", 0, "acme.closed")]
    [InlineData("write", 70, "acme.busy")]
    [InlineData("flush", 70, "acme.busy")]
    [InlineData("hang", 70, "engine.sink_too_slow")]
    [InlineData("bug", 70, "engine.component_failed")]
    public async Task Run_OptionalSinkFails_GoesOnOwesAndIsPaidEachOnce(string mishap, int after, string code)
    {
        var path = Write("- { type: litedb, options: { path: jobs.db } }", mishap, after);

        var document = await RunAsync(ExitCode.Done, "run", path);

        Assert.Equal(("succeeded", 200), ((string)document["outcome"]!, (int)document["totals"]!["written"]!));
        var owed = (int)document["debts"]!.AsArray().Sum(debt => (int)debt!["records"]!);
        Assert.InRange(owed, 200 - after, 200);
        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == code);
        var told = Assert.Single(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "engine.sink_owes")!;
        Assert.Equal(($"Sink faulty owes {owed} records of run {document["run_id"]}.", "faulty"), ((string)told["message"]!, (string)told["pointer"]!));
        Assert.Equal(200, Rows());
        Assert.Equal(owed, Owed(await RunAsync(ExitCode.Done, "runs-show", "runs", "show", path, "last"), "run"));
        Assert.Equal(owed, Owed(await RunAsync(ExitCode.Done, "state-list", "state", "show", path)));

        var failed = mishap == "hang" ? null : await RunAsync(mishap == "open" ? ExitCode.Environment : ExitCode.Failed, "replay-sink", "replay", path, "--sink", "faulty", "--set", "settings.max_retries=0", "--set", "sinks[faulty].options.after=0");
        Assert.True(failed is null || Owed(failed) == owed);

        var paid = await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none");

        Assert.Empty(paid["debts"]!.AsArray());
        Assert.Equal(owed, (int)Assert.Single(paid["runs"]!.AsArray())!["run"]!["totals"]!["written"]!);
        Assert.Equal(NumberedLines.All(2, 100), NumberedLines.Ids(_host, "out.jsonl"));
        Assert.Empty((await RunAsync(ExitCode.Done, "state-list", "state", "list", path))["debts"]!.AsArray());
        Assert.Empty((await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty"))["runs"]!.AsArray());
        Assert.Equal(NumberedLines.All(2, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Run_OptionalSinkFails_PeopleAreToldHowToPay()
    {
        var path = Write("- { type: litedb, options: { path: jobs.db } }", "open", 0);

        Assert.Equal(ExitCode.Done, await InvokeAsync("run", path, "--no-progress"));
        Assert.Contains("Sink faulty owes 200 records of run ", _host.Out, StringComparison.Ordinal);
        Assert.Contains("pay with: jobpilot-host replay PIPELINE --sink faulty", _host.Out, StringComparison.Ordinal);
        Assert.Contains("the run goes on without this sink, which owes what it misses", _host.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await InvokeAsync("state", "list", path));
        Assert.Contains("sink faulty owes 200 records of run ", _host.Out, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await InvokeAsync("replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none", "--no-progress"));
        Assert.Contains("files: sink faulty owes nothing any more.", _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SecondRunAfterADebt_DeliversItsOwnAndStillOwesTheFirst()
    {
        var path = Write("- { type: litedb, options: { path: jobs.db } }", "open", 0);
        var first = await RunAsync(ExitCode.Done, "run", path);

        var second = await RunAsync(ExitCode.Done, "run", path, "--set", "sinks[faulty].options.mishap=none");

        var debt = Assert.Single(second["debts"]!.AsArray())!;
        Assert.Equal(((string)first["run_id"]!, 200), ((string)debt["run_id"]!, (int)debt["records"]!));
        Assert.Equal(200, NumberedLines.Ids(_host, "out.jsonl").Count);
    }

    [Fact]
    public async Task Run_NewFileEachRun_OwesNothingOfAnEarlierRun()
    {
        var path = _host.Write("files.yaml", Head + "  - { type: litedb, options: { path: jobs.db } }\n  - { id: lines, type: jsonl, required: false, options: { path: out.jsonl } }\n");
        Directory.CreateDirectory(Path.Combine(_host.WorkingDirectory, "out.jsonl"));
        Assert.Equal(200, Owed(await RunAsync(ExitCode.Done, "run", path)));
        Directory.Delete(Path.Combine(_host.WorkingDirectory, "out.jsonl"));

        var second = await RunAsync(ExitCode.Done, "run", path);

        Assert.Empty(second["debts"]!.AsArray());
        Assert.Equal(NumberedLines.All(2, 100), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Pay_FromTheLanding_CallsNobodyAndGivesEachOnce()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var path = WriteLive(server, "write", 10);
        var run = await RunAsync(ExitCode.Done, "run", path);
        Assert.Equal(20, Owed(run));
        var calls = server.Requests.Count;

        var paid = await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none");

        Assert.Equal(((string)run["run_id"]!, 20), ((string)paid["runs"]![0]!["replays"]!, (int)paid["runs"]![0]!["run"]!["totals"]!["collected"]!));
        Assert.Empty(paid["debts"]!.AsArray());
        Assert.Equal(calls, server.Requests.Count);
        Assert.Equal(30, NumberedLines.Ids(_host, "out.jsonl").Count);
        Assert.Equal(NumberedLines.Ids(_host, "all.jsonl"), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Fact]
    public async Task Pay_RunThatFailedAndOneThatDidNot_PaysBoth()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var path = WriteLive(server, "open", 0);
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.EnvelopeV2(server.Pages[0], Convert.ToBase64String("page/1?"u8)).ToJsonString()));
        server.Next.Enqueue(StubAnswer.Json("{}", 401));
        Assert.Equal(10, Owed(await RunAsync(ExitCode.Failed, "run", path)));
        Assert.Equal(30, Owed(await RunAsync(ExitCode.Done, "run", path)));

        var paid = await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none");

        Assert.Equal(2, paid["runs"]!.AsArray().Count);
        Assert.Empty(paid["debts"]!.AsArray());
        Assert.Equal(30, NumberedLines.Ids(_host, "out.jsonl").Count);
    }

    [Fact]
    public async Task Pay_CollectorWasRenamed_SaysHowToPayAllTheSame()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        var path = WriteLive(server, "open", 0);
        Assert.Equal(10, Owed(await RunAsync(ExitCode.Done, "run", path, "--set", "collectors[0].id=old")));
        string[] args = ["replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none"];

        var refused = await RunAsync(ExitCode.Environment, "replay-sink", args);

        Assert.Equal("landing.collector_gone", (string)Assert.Single(refused["diagnostics"]!.AsArray())!["code"]!);
        Assert.Empty((await RunAsync(ExitCode.Done, "replay-sink", [.. args, "--set", "collectors[0].id=old"]))["debts"]!.AsArray());
    }

    [Fact]
    public async Task Pay_RunThatALimitCut_GivesWhatThatRunGave()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var path = WriteLive(server, "open", 0);
        Assert.Equal(25, Owed(await RunAsync(ExitCode.Done, "run", path, "--limit", "25")));

        await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none");

        Assert.Equal(NumberedLines.Ids(_host, "all.jsonl"), NumberedLines.Ids(_host, "out.jsonl"));
        Assert.Equal(25, NumberedLines.Ids(_host, "out.jsonl").Count);
    }

    [Fact]
    public async Task Pay_NeitherRowsNorLanding_IsRefusedWithTheWayOut()
    {
        var path = Write("- { id: all, type: jsonl, options: { path: all.jsonl } }", "open", 0);
        await RunAsync(ExitCode.Done, "run", path);

        var refused = await RunAsync(ExitCode.Environment, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options.mishap=none");

        var finding = Assert.Single(refused["diagnostics"]!.AsArray())!;
        Assert.Equal("replay.not_payable", (string)finding["code"]!);
        Assert.Contains("--forget", (string)finding["fix"]!, StringComparison.Ordinal);
        Assert.Equal(200, Owed(refused));

        Assert.Equal(ExitCode.Configuration, await InvokeAsync("replay", path, "--sink", "faulty", "--forget"));
        Assert.Contains("Nothing was changed.", _host.Error, StringComparison.Ordinal);
        Assert.Empty((await RunAsync(ExitCode.Done, "replay-sink", "replay", path, "--sink", "faulty", "--forget", "--yes"))["debts"]!.AsArray());
        Assert.Empty((await RunAsync(ExitCode.Done, "state-list", "state", "list", path))["debts"]!.AsArray());
        Assert.Equal(ExitCode.Done, await InvokeAsync("run", path, "--no-progress")); // The memory's view finds no gap.
    }

    [Fact]
    public async Task Pay_SinkWritesElsewhereNow_IsToldAndStillOwed()
    {
        var path = Write("- { type: litedb, options: { path: jobs.db } }", "open", 0);
        await RunAsync(ExitCode.Done, "run", path);

        var document = await RunAsync(
            ExitCode.Environment, "replay-sink", "replay", path, "--sink", "faulty", "--set", "sinks[faulty].options={path: other.jsonl}");

        Assert.Equal("replay.other_output", (string)Assert.Single(document["diagnostics"]!.AsArray())!["code"]!);
        Assert.Equal(200, Owed(document));
    }

    [Theory]
    [InlineData("nobody", "replay.no_such_sink")]
    [InlineData("litedb", "replay.sink_is_home")]
    public async Task Pay_SinkThatCannotOwe_IsRefused(string sink, string code)
    {
        var path = Write("- { type: litedb, options: { path: jobs.db } }", "none", 0);
        await RunAsync(ExitCode.Done, "run", path);

        Assert.Equal(code, (string)(await RunAsync(ExitCode.Configuration, "replay-sink", "replay", path, "--sink", sink))["diagnostics"]![0]!["code"]!);
    }

    [Theory]
    [InlineData("replay", "x.yaml", "last", "--sink", "csv")]
    [InlineData("replay", "x.yaml", "--sink", "csv", "--diff")]
    [InlineData("replay", "x.yaml", "last", "--forget")]
    public async Task Replay_WrongCommandLine_IsRefused(params string[] args) => Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync(args));

    [Fact]
    public async Task Help_Replay_IsApproved()
    {
        await _host.InvokeAsync("replay", "--help");

        Snapshot.Match(_host.Out);
    }

    [Fact]
    public async Task Validate_OptionalSinkIsTheOnlyCandidateForTheHome_IsAFinding()
    {
        var path = _host.Write("odd.yaml", Head + "  - { id: lines, type: jsonl, options: { path: out.jsonl } }\n  - { type: litedb, required: false, options: { path: jobs.db } }\n");

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("validate", path));
        Assert.Contains("component.optional_home /sinks/1", _host.Out + _host.Error, StringComparison.Ordinal);
    }

    private const string Head = """
        version: 1
        name: files
        settings: { batch_size: 10, max_commit_delay: 1ms, optional_sink_wait: 60s, max_retries: 1 }
        collectors:
          - { type: jsonl, options: { path: in-*.jsonl, key: id, page_size: 10 } }
        sinks:

        """;

    /// <summary>Only a sink that hangs need be given up soon: where others are, a busy machine would look like a slow sink.</summary>
    private string Write(string first, string mishap, int after) => _host.Write(
        "files.yaml", $"{(mishap == "hang" ? Head.Replace("60s", "500ms", StringComparison.Ordinal) : Head)}  {first}\n  - {{ type: faulty, required: false, options: {{ path: out.jsonl, mishap: {mishap}, after: {after} }} }}\n");

    private string WriteLive(FakeJSearchServer server, string mishap, int after) => _host.Write("live.yaml", $$"""
        version: 1
        name: live
        settings: { batch_size: 10, max_commit_delay: 1ms, max_retries: 0 }
        collectors:
          - type: jsearch
            options: { api_key: {{FakeJSearchServer.RapidKey}}, base_url: '{{server.BaseUrl}}', cache_lifetime: 0s, requests_per_minute: 1000, searches: [{ query: bicycle mechanic, pages: 3 }] }
        processors: [{ type: map_job }]
        sinks:
          - { type: jsonl, options: { path: all.jsonl } }
          - { type: faulty, required: false, options: { path: out.jsonl, mishap: {{mishap}}, after: {{after}} } }
        """);

    private static int Owed(JsonObject document, string? inside = null) =>
        (inside is null ? document : document[inside]!)["debts"]!.AsArray().Sum(debt => (int)debt!["records"]!);

    private int Rows()
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = Path.Combine(_host.WorkingDirectory, "jobs.db"), ReadOnly = true, Collation = Collation.Binary });
        return database.GetCollection("jobs").Count();
    }

    private Task<int> InvokeAsync(params string[] args) => _host.InvokeAsync([.. args, "--plugins", _plugins.Root]);

    private async Task<JsonObject> RunAsync(int expected, string schema, params string[] args)
    {
        var code = await InvokeAsync([.. args, "--format", "json", "--no-progress"]);
        Assert.True(code == expected, $"{code}\n{_host.Error}{_host.Out}");
        return _host.Document(schema);
    }
}
