using System.IO.Compression;
using System.Text.Json.Nodes;
using JobPilot.Tests.Http;
using LiteDB;

namespace JobPilot.Host.Tests.Commands;

public sealed class ReplayVerbTests : IDisposable
{
    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Replay_AfterAFix_RewritesRowsWithoutACall()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);
        var run = (string)_host.Document("run")["run_id"]!;
        var before = Rows();
        var calls = server.Requests.Count;
        var positions = await PositionsAsync();

        var code = await _host.InvokeAsync("replay", Pipeline(server, rename: "shop"), run, "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var document = _host.Document("replay");
        var replayed = Assert.Single(document["runs"]!.AsArray())!;
        Assert.Equal(run, (string)replayed["replays"]!);
        Assert.Equal(30, (int)replayed["run"]!["totals"]!["collected"]!);
        Assert.Equal(30, (int)replayed["run"]!["totals"]!["updated"]!);
        Assert.Equal(0, (int)replayed["run"]!["totals"]!["inserted"]!);
        Assert.Equal(calls, server.Requests.Count);
        var after = Rows();
        Assert.Equal(before.Select(Key), after.Select(Key));
        Assert.All(after, row => Assert.Equal("shop", row["note"].AsString));
        Assert.Equal(before.Select(row => row["_first_seen"]), after.Select(row => row["_first_seen"]));
        Assert.Equal(before.Select(row => row["source"]["retrieved_at"]), after.Select(row => row["source"]["retrieved_at"]));
        Assert.Equal(positions, await PositionsAsync());
    }

    [Fact]
    public async Task Replay_NothingChanged_ChangesNothingAndIsAReplayInTheListOfRuns()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);
        var run = (string)_host.Document("run")["run_id"]!;

        var code = await _host.InvokeAsync("replay", Pipeline(server), "--since", "1h", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        Assert.Equal(30, (int)_host.Document("replay")["runs"]![0]!["run"]!["totals"]!["unchanged"]!);
        await _host.InvokeAsync("runs", "list", Pipeline(server), "--format", "json");
        var newest = _host.Document("runs-list")["runs"]![0]!;
        Assert.Equal(("replay", run), ((string)newest["kind"]!, (string)newest["replays"]!));
    }

    [Fact]
    public async Task Replay_CollectorAsksForMoreThanWasLanded_IsAClearFaultAndNoCall()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server, pages: 2);
        var calls = server.Requests.Count;

        var code = await _host.InvokeAsync("replay", Pipeline(server, pages: 3), "last", "--format", "json");

        Assert.Equal(ExitCode.Failed, code);
        var finding = Assert.Single(_host.Document("replay")["runs"]![0]!["run"]!["diagnostics"]!.AsArray(), one => (string)one!["severity"]! == "error");
        Assert.Equal("http.not_landed", (string)finding!["code"]!);
        Assert.Equal(calls, server.Requests.Count);
    }

    [Fact]
    public async Task Replay_LandingCutOffByAKill_ReplaysWhatThereIs()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);
        var file = Assert.Single(Landings());
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length * 9 / 10)]);

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var document = _host.Document("replay");
        Assert.Equal("landing.torn", (string)document["diagnostics"]![0]!["code"]!);
        Assert.Equal(20, (int)document["runs"]![0]!["run"]!["totals"]!["collected"]!);
    }

    [Fact]
    public async Task Replay_RunThatResumed_BeginsWhereItBegan()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var cursor = Convert.ToBase64String("page/1?"u8);
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.EnvelopeV2(server.Pages[0], cursor).ToJsonString()));
        server.Next.Enqueue(StubAnswer.Json("{}", 401));
        Assert.Equal(ExitCode.Failed, await _host.InvokeAsync("run", Pipeline(server), "--no-progress"));
        await RunAsync(server);
        Assert.Equal(20, (int)_host.Document("run")["totals"]!["collected"]!);
        var calls = server.Requests.Count;

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        Assert.Equal(20, (int)_host.Document("replay")["runs"]![0]!["run"]!["totals"]!["unchanged"]!);
        Assert.Equal(calls, server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replay_RunThatFailedAndOneThatDidNot_ReplaysBoth(bool diff)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        FailAtPageTwo(server);
        Assert.Equal(ExitCode.Failed, await _host.InvokeAsync("run", Pipeline(server), "--no-progress", "--set", "collectors[0].options.max_retries=0"));
        await RunAsync(server, set: ["collectors[0].options.max_retries=0"]); // Goes on behind page one.
        var calls = server.Requests.Count;

        var code = await _host.InvokeAsync(["replay", Pipeline(server), "--since", "1h", "--format", "json", .. diff ? ["--diff", "--max-churn", "0%"] : Array.Empty<string>()]);

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var document = _host.Document(diff ? "replay-diff" : "replay");
        Assert.Equal(2, document["runs"]!.AsArray().Count);
        Assert.Equal(30, diff ? (int)document["rows"]!["unchanged"]! : document["runs"]!.AsArray().Sum(run => (int)run!["run"]!["totals"]!["unchanged"]!));
        var findings = (diff ? document : document["runs"]![0]!["run"]!)["diagnostics"]!.AsArray();
        Assert.Equal(("landing.run_ended", "warning"), ((string)findings[0]!["code"]!, (string)findings[0]!["severity"]!));
        Assert.DoesNotContain("Wait, then run", _host.Error + _host.Out, StringComparison.Ordinal);
        Assert.Equal(calls, server.Requests.Count);
    }

    [Fact]
    public async Task Replay_DemoTookOver_ReplaysWhatTheSourceGaveBefore()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        FailAtPageTwo(server);
        await RunAsync(server, set: ["collectors[0].fallback={type: demo, options: {records: 5}}", "collectors[0].options.max_retries=0"]);

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--format", "json", "--set", "collectors[0].fallback={type: demo, options: {records: 5}}");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        Assert.Equal(10, (int)_host.Document("replay")["runs"]![0]!["run"]!["totals"]!["unchanged"]!);
    }

    [Fact]
    public async Task Replay_RunThatWasTakenBack_IsLeftOutUnlessItIsNamed()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);
        var first = (string)_host.Document("run")["run_id"]!;
        await RunAsync(server);
        var second = (string)_host.Document("run")["run_id"]!;
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("runs", "undo", Pipeline(server), second, "--yes"));

        var code = await _host.InvokeAsync("replay", Pipeline(server), "--since", "1h", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var document = _host.Document("replay");
        Assert.Equal(first, (string)Assert.Single(document["runs"]!.AsArray())!["replays"]!);
        Assert.Equal($"Run {second} was taken back: left out.", (string)Assert.Single(document["diagnostics"]!.AsArray())!["message"]!);

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("replay", Pipeline(server), second, "--format", "json"));
        Assert.Equal("landing.undone", (string)Assert.Single(_host.Document("replay")["diagnostics"]!.AsArray())!["code"]!);
    }

    [Fact]
    public async Task Replay_AllRunsWereTakenBack_SaysSo()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        await RunAsync(server);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("runs", "undo", Pipeline(server), "last", "--yes"));

        var code = await _host.InvokeAsync("replay", Pipeline(server), "--since", "1h", "--format", "json");

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("were taken back", (string)_host.Document("replay")["diagnostics"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay-diff", "--diff")]
    public async Task Replay_CollectorWasRenamed_IsRefusedWithTheMend(string schema, params string[] more)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server, set: ["collectors[0].id=old"]);
        string[] args = ["replay", Pipeline(server), "last", "--format", "json", .. more];

        var code = await _host.InvokeAsync(args);

        Assert.Equal(ExitCode.Configuration, code);
        var finding = Assert.Single(_host.Document(schema)["diagnostics"]!.AsArray())!;
        Assert.Equal("landing.collector_gone", (string)finding["code"]!);
        Assert.Contains("landed answers of the collector 'old', and the pipeline has no collector of that name any more", (string)finding["message"]!, StringComparison.Ordinal);
        Assert.Contains("If it was renamed to 'jsearch', give it the old id for the replay: --set collectors[0].id=old.", (string)finding["fix"]!, StringComparison.Ordinal);
        Assert.Empty(_host.Document(schema)["runs"]!.AsArray());
        code = await _host.InvokeAsync([.. args, "--set", "collectors[0].id=old"]);
        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
    }

    [Fact]
    public async Task Replay_CollectorWasRemoved_ReplaysTheOthersAndSaysSo()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        var path = Pipeline(server);
        var text = await File.ReadAllTextAsync(path);
        var collector = text[text.IndexOf("  - type: jsearch", StringComparison.Ordinal)..text.IndexOf("processors:", StringComparison.Ordinal)];
        await File.WriteAllTextAsync(path, text.Replace(collector, collector + collector.Replace("- type", "- id: other\n    type", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", path, "--no-progress"));

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var document = _host.Document("replay");
        Assert.Equal(("landing.collector_gone", "warning"), ((string)document["diagnostics"]![0]!["code"]!, (string)document["diagnostics"]![0]!["severity"]!));
        Assert.Equal(30, (int)document["runs"]![0]!["run"]!["totals"]!["collected"]!);
    }

    [Theory]
    [InlineData("no-such-run")]
    [InlineData("last")]
    public async Task Replay_NoSuchRun_SaysSo(string run)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        var code = await _host.InvokeAsync("replay", Pipeline(server), run, "--format", "json");

        Assert.Equal(ExitCode.Environment, code);
        Assert.Equal("landing.no_such_run", (string)_host.Document("replay")["diagnostics"]![0]!["code"]!);
    }

    [Theory]
    [InlineData("replay", "x.yaml")]
    [InlineData("replay", "x.yaml", "last", "--since", "1d")]
    [InlineData("replay", "x.yaml", "last", "--max-churn", "2%")]
    [InlineData("replay", "x.yaml", "last", "--diff", "--max-churn", "200%")]
    public async Task Replay_WrongCommandLine_IsRefused(params string[] args) => Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync(args));

    [Fact]
    public async Task Run_KeyOfTheSource_IsNowhereInTheLanding() // Invariant 9
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        server.Next.Enqueue(StubAnswer.Json($$$"""{"message":"{{{FakeJSearchServer.RapidKey}}} is slow today"}""", 503));
        await RunAsync(server);

        using var gzip = new GZipStream(File.OpenRead(Assert.Single(Landings())), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var text = await reader.ReadToEndAsync();

        Assert.Contains("is slow today", text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeJSearchServer.RapidKey, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LandingSwitchedOff_KeepsNothing()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));

        await RunAsync(server, set: ["settings.landing.enabled=false"]);

        Assert.Empty(Landings());
    }

    [Fact]
    public async Task Diff_NothingChanged_FindsAllUnchanged()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--diff", "--max-churn", "0%", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var rows = _host.Document("replay-diff")["rows"]!;
        Assert.Equal((0, 0, 30, 0), ((int)rows["new"]!, (int)rows["changed"]!, (int)rows["unchanged"]!, (int)rows["vanished"]!));
    }

    [Fact]
    public async Task Diff_ProcessorsChanged_ShowsFieldsAndVanishedRowsAndWritesNothing()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await RunAsync(server);
        var before = Rows().Select(row => row.ToString());
        var calls = server.Requests.Count;
        await _host.InvokeAsync("runs", "list", Pipeline(server), "--format", "json");
        var runs = _host.Document("runs-list")["runs"]!.AsArray().Count;

        var code = await _host.InvokeAsync(
            "replay", Pipeline(server, rename: "shop", where: "record.title != 'Bicycle mechanic 7'"), "last", "--diff", "--max-churn", "2%", "--format", "json");

        Assert.Equal(ExitCode.Failed, code);
        var document = _host.Document("replay-diff");
        var rows = document["rows"]!;
        Assert.Equal((0, 29, 0, 1), ((int)rows["new"]!, (int)rows["changed"]!, (int)rows["unchanged"]!, (int)rows["vanished"]!));
        Assert.Equal(1.0, (double)document["churn"]!);
        Assert.Equal("replay.churn", (string)document["diagnostics"]![0]!["code"]!);
        var changed = document["changes"]!.AsArray().First(change => (string)change!["change"]! == "changed")!;
        var field = Assert.Single(changed["fields"]!.AsArray())!;
        Assert.Equal(("/note", "first", "shop"), ((string)field["pointer"]!, (string)field["before"]!, (string)field["after"]!));
        Assert.Equal(before, Rows().Select(row => row.ToString()));
        Assert.Equal(calls, server.Requests.Count);
        await _host.InvokeAsync("runs", "list", Pipeline(server), "--format", "json");
        Assert.Equal(runs, _host.Document("runs-list")["runs"]!.AsArray().Count);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("replay", Pipeline(server, rename: "shop"), "last", "--diff"));
        Assert.Contains("30 changed, 0 unchanged, 0 vanished", _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_DatabaseLost_FindsAllNewAndMakesNone()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        await RunAsync(server);
        Directory.Delete(Path.Combine(_host.WorkingDirectory, "data"), recursive: true);

        var code = await _host.InvokeAsync("replay", Pipeline(server), "last", "--diff", "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        Assert.Equal(10, (int)_host.Document("replay-diff")["rows"]!["new"]!);
        Assert.False(Directory.Exists(Path.Combine(_host.WorkingDirectory, "data")));
    }

    private static string Key(BsonDocument row) => row["_id"].AsString;

    private static void FailAtPageTwo(FakeJSearchServer server)
    {
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.EnvelopeV2(server.Pages[0], Convert.ToBase64String("page/1?"u8)).ToJsonString()));
        server.Next.Enqueue(StubAnswer.Json("{}", 500));
    }

    private async Task RunAsync(FakeJSearchServer server, int pages = 3, params string[] set)
    {
        var code = await _host.InvokeAsync(["run", Pipeline(server, pages: pages), "--format", "json", "--no-progress", .. set.SelectMany(one => new[] { "--set", one })]);
        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
    }

    private async Task<string> PositionsAsync()
    {
        await _host.InvokeAsync("state", "list", Path.Combine(_host.WorkingDirectory, "board.yaml"), "--format", "json");
        return JsonNode.Parse(_host.Out)!["splits"]?.ToJsonString() ?? throw new InvalidOperationException(_host.Out);
    }

    private string Pipeline(FakeJSearchServer server, string rename = "first", string where = "true", int pages = 3)
    {
        _host.Variables["KEY"] = FakeJSearchServer.RapidKey;
        return _host.Write("board.yaml", $$"""
            version: 1
            name: board
            collectors:
              - type: jsearch
                options:
                  api_key: ${env:KEY}
                  base_url: {{server.BaseUrl}}
                  cache_lifetime: 0s
                  searches: [{ query: bicycle mechanic, pages: {{pages}} }]
            processors:
              - { type: map_job }
              - { type: clean_text }
              - { type: filter, options: { where: "{{where}}" } }
              - { type: map, options: { fields: { note: "'{{rename}}'" } } }
              - { type: deduplicate }
            sinks:
              - { type: litedb, options: { path: data/board.db } }
            """);
    }

    private string[] Landings()
    {
        var folder = Path.Combine(_host.WorkingDirectory, ".jobpilot", "landing", "board");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private List<BsonDocument> Rows()
    {
        using var database = new LiteDatabase($"Filename={Path.Combine(_host.WorkingDirectory, "data", "board.db")};ReadOnly=true");
        return [.. database.GetCollection("jobs").FindAll().OrderBy(Key)];
    }
}
