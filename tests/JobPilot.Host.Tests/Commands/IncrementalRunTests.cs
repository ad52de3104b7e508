using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Commands;

/// <summary>The real host and its plugins over several runs against a server of ours.</summary>
public sealed class IncrementalRunTests : IAsyncDisposable
{
    private const string LiteDb = "- { type: litedb, options: { path: jobs.db } }";
    private const string Jsonl = "- { type: jsonl, options: { path: jobs.jsonl } }";

    private readonly FakeJSearchServer _server = new(FakeJobs.RecentPages(3)) { ServesSearch = true };
    private readonly HostRun _host = new();

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(LiteDb)]
    [InlineData(Jsonl)] // the state store is the home
    public async Task Run_AfterACompletePass_AsksForWhatIsNew(string sink)
    {
        var path = Pipeline(sink, "lag: 1h");
        await RunAsync(path);
        Assert.All(_server.Requests, request => Assert.False(request.Query.ContainsKey("date_posted")));

        Assert.Equal(["today"], await DatesAskedForAsync(path));
        Assert.Equal([null], await DatesAskedForAsync(path, "--full"));
        Assert.Equal(["today"], await DatesAskedForAsync(path));
    }

    [Theory]
    [InlineData(LiteDb)]
    [InlineData(Jsonl)]
    public async Task Run_Since_FillsInAndMovesNothing(string sink)
    {
        var path = Pipeline(sink, "lag: 1h");
        await RunAsync(path);
        var before = await Stored.LiveStateAsync(_host, path);

        var since = DateTimeOffset.UtcNow.AddDays(-5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(["week"], await DatesAskedForAsync(path, "--since", since));

        Assert.Equal(before, await Stored.LiveStateAsync(_host, path));
        Assert.Equal(["today"], await DatesAskedForAsync(path));
    }

    [Theory]
    [InlineData(LiteDb)]
    [InlineData(Jsonl)]
    public async Task Plan_AfterARun_ShowsWhatTheNextOneReadsAndAsksNobody(string sink)
    {
        var path = Pipeline(sink, "lag: 1h");
        Assert.Empty((await PlanAsync(path))["splits"]!.AsArray());
        Assert.Equal([path], Directory.GetFileSystemEntries(_host.WorkingDirectory));
        await RunAsync(path);
        var calls = _server.Requests.Count;

        var reads = await PlanAsync(path);
        var full = await PlanAsync(path, "--full");
        var backfill = await PlanAsync(path, "--since", "2026-01-01", "--until", "2026-02-01");

        var split = Assert.Single(reads["splits"]!.AsArray())!;
        Assert.Equal(DateTimeOffset.Parse((string)split["bookmark"]!, CultureInfo.InvariantCulture).AddHours(-1), DateTimeOffset.Parse((string)split["since"]!, CultureInfo.InvariantCulture));
        Assert.Null(full["splits"]![0]!["since"]);
        Assert.Equal(("2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"), ((string?)backfill["since"], (string?)backfill["until"]));
        Assert.Empty(backfill["splits"]!.AsArray());
        Assert.Equal(calls, _server.Requests.Count);
    }

    [Fact]
    public async Task Run_NumberedPageDoesNotCome_NextRunFetchesItFirst()
    {
        var path = Pipeline(LiteDb, "lag: 1h", "max_retries: 0");
        _server.Instead = request => request.Query["page"] == "2" ? new StubAnswer { Silent = true } : null;

        var first = await RunAsync(path);
        _server.Instead = _ => null;
        var asked = _server.Requests.Count;
        var second = await RunAsync(path);

        Assert.Equal((20, 0), ((int)first["totals"]!["collected"]!, (int)first["exit_code"]!));
        Assert.Equal(["http.cut", "engine.pages_remembered"], first["diagnostics"]!.AsArray().Select(one => (string)one!["code"]!));
        Assert.Equal("2", _server.Requests[asked].Query["page"]);
        Assert.False(_server.Requests[asked].Query.ContainsKey("date_posted"));
        Assert.Equal(10, (int)second["totals"]!["inserted"]!);
        Assert.Empty(second["diagnostics"]!.AsArray());
    }

    /// <summary>A page that a back-fill missed belongs to its window: a run without it does not ask for it, and is not said to.</summary>
    [Fact]
    public async Task Run_PageOfABackfillDoesNotCome_IsAskedForByTheSameWindowAlone()
    {
        var path = Pipeline(LiteDb, "lag: 1h", "max_retries: 0");
        string[] window = [path, "--since", "2026-01-01"];
        _server.Instead = request => request.Query["page"] == "2" ? new StubAnswer { Silent = true } : null;

        var first = await RunAsync(window);
        _server.Instead = _ => null;
        var live = await RunAsync(path);
        var asked = _server.Requests.Count;
        var second = await RunAsync(window);

        var told = first["diagnostics"]!.AsArray().Single(one => (string)one!["code"]! == "engine.pages_remembered")!;
        Assert.Equal("Run the pipeline again with the same --since and --until: it asks for them first. A run without them does not.", (string)told["fix"]!);
        Assert.Empty(live["diagnostics"]!.AsArray());
        Assert.Equal("2", _server.Requests[asked].Query["page"]);
        Assert.Empty(second["diagnostics"]!.AsArray());
    }

    [Fact]
    public async Task Run_BackfillAndTheSourceIsDown_ExitsWith1AndSaysWhatFailed()
    {
        var path = Pipeline(LiteDb, "lag: 1h", "max_retries: 0");
        _server.Instead = _ => StubAnswer.Json("{}", 503);

        var code = await _host.InvokeAsync(path, "--since", "2026-01-01", "--until", "2026-02-01", "--format", "json", "--no-progress");

        Assert.Equal(ExitCode.Failed, code);
        var document = _host.Document("run");
        Assert.Equal(("failed", 1), ((string)document["outcome"]!, (int)document["exit_code"]!));
        Assert.Contains("503", (string)document["diagnostics"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("error", (string)document["diagnostics"]![0]!["severity"]!);
    }

    [Fact]
    public async Task Run_SourceComesBack_LiveRecordsGoOnAndDemoOnesAreMarked() // Invariant 10
    {
        var path = _host.Write("back.yaml", $$"""
            version: 1
            name: back
            settings: { fallback_probe: 1ms }
            collectors:
              - type: jsearch
                options: { {{Access}}, max_retries: 0, searches: [{ query: bicycle mechanic, pages: 3 }] }
                fallback: { type: demo, options: { records: 5000, page_size: 10, delay: 20ms } }
            processors: [{ type: map_job }]
            sinks: [{ type: jsonl, options: { path: jobs.jsonl } }]
            """.Replace("endpoint: search,", "", StringComparison.Ordinal));
        var calls = 0;
        _server.Instead = _ => Interlocked.Increment(ref calls) <= 2 ? StubAnswer.Json("{}", 503) : null;

        var document = await RunAsync(path);

        Assert.True((bool)document["fallbacks"]![0]!["used"]!);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(_host.WorkingDirectory, "jobs.jsonl"))).Select(line => JsonNode.Parse(line)!).ToList();
        var live = lines.Where(line => ((string)line["title"]!).StartsWith("Bicycle mechanic", StringComparison.Ordinal)).ToList();
        Assert.Equal(30, live.Count);
        Assert.InRange(lines.Count, 31, 4_000);
        Assert.All(lines, line => Assert.Equal(!live.Contains(line), (bool)line["source"]!["demo"]!));
    }

    [Theory]
    [InlineData("--since belongs", "--until", "2026-01-02")]
    [InlineData("is none", "--since", "yesterday")]
    [InlineData("is none", "--since", "2026-02-30")]
    [InlineData("is none", "--since", "1066-10-14")]
    [InlineData("must lie behind", "--since", "2026-01-02", "--until", "2026-01-02")]
    [InlineData("lies in the future", "--since", "9999-01-01")]
    [InlineData("exclude each other", "--since", "2026-01-02", "--full")]
    public async Task Window_Wrong_IsRefusedWithTheReason(string reason, params string[] options)
    {
        var path = Pipeline(Jsonl, "lag: 1h");

        foreach (var verb in new string[][] { [], ["run"], ["plan"], ["preview"] })
        {
            var code = await _host.InvokeAsync([.. verb, path, .. options]);

            Assert.Equal(ExitCode.Configuration, code);
            Assert.Contains(reason.Replace("--since belongs", "belongs to --since", StringComparison.Ordinal), _host.Error, StringComparison.Ordinal);
        }

        Assert.Empty(_server.Requests);
    }

    private string Access => $"api_key: {FakeJSearchServer.RapidKey}, base_url: '{_server.BaseUrl}', endpoint: search, cache_lifetime: 0s, requests_per_minute: 1000";

    private string Pipeline(string sink, string lag, string more = "max_retries: 1") => _host.Write("live.yaml", $$"""
        version: 1
        name: live
        collectors:
          - type: jsearch
            {{lag}}
            options: { {{Access}}, {{more}}, searches: [{ query: bicycle mechanic, pages: 3 }] }
        processors: [{ type: map_job }]
        sinks:
          {{sink}}
        """);

    private async Task<JsonObject> RunAsync(params string[] arguments)
    {
        var code = await _host.InvokeAsync([.. arguments, "--format", "json", "--no-progress"]);
        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        return _host.Document("run");
    }

    private async Task<JsonObject> PlanAsync(params string[] arguments)
    {
        var code = await _host.InvokeAsync(["plan", .. arguments, "--format", "json"]);
        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        return _host.Document("plan")["reads"]!.AsObject();
    }

    private async Task<IEnumerable<string?>> DatesAskedForAsync(params string[] arguments)
    {
        var before = _server.Requests.Count;
        await RunAsync(arguments);
        return _server.Requests.Skip(before).Select(request => request.Query.GetValueOrDefault("date_posted")).Distinct();
    }
}
