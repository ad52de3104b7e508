using System.Text.Json.Nodes;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Commands;

/// <summary>The table of failures through the real host, its plugins, a server of ours and real clocks.</summary>
public sealed class ErrorPolicyRunTests : IAsyncDisposable
{
    private readonly FakeJSearchServer _server = new(FakeJobs.Pages(3)) { ServesSearch = true };
    private readonly HostRun _host = new();

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(503, "jsearch.server_error", 2)] // API unavailable: tried again, then the fallback
    [InlineData(401, "jsearch.bad_key", 1)] // key refused: told, not tried again, the fallback
    public async Task Run_SourceCannotBeUsed_FallbackDeliversAndTheCauseIsTold(int status, string code, int calls)
    {
        _server.Instead = _ => StubAnswer.Json("{}", status);

        var document = await RunAsync(ExitCode.Done, "", Demo);

        Assert.Equal(40, (int)document["totals"]!["collected"]!);
        Assert.True((bool)document["fallbacks"]![0]!["used"]!);
        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == code && finding["fix"] is not null);
        Assert.Equal(calls, _server.Requests.Count);
    }

    [Fact]
    public async Task Run_OnErrorStop_RunFailsAndNothingIsInvented()
    {
        _server.Instead = _ => StubAnswer.Json("{}", 401);

        var document = await RunAsync(ExitCode.Failed, "on_error: stop", Demo);

        Assert.Equal((0, "failed"), ((int)document["totals"]!["collected"]!, (string)document["outcome"]!));
        Assert.Equal("jsearch.bad_key", (string)document["diagnostics"]![0]!["code"]!);
    }

    [Fact]
    public async Task Run_OnErrorSkip_OtherCollectorsGoOn()
    {
        _server.Instead = _ => StubAnswer.Json("{}", 401);

        var document = await RunAsync(ExitCode.Done, "on_error: skip", "- { type: demo, options: { records: 20 } }");

        Assert.Equal(20, (int)document["totals"]!["collected"]!);
        Assert.Equal("jsearch.bad_key", (string)Assert.Single(document["diagnostics"]!.AsArray())!["code"]!);
    }

    [Fact]
    public async Task Run_RateLimit_WaitsAndGoesOn()
    {
        _server.Next.Enqueue(new StubAnswer { Status = 429, Body = "{}"u8.ToArray(), Headers = { ["Retry-After"] = "1" } });

        var document = await RunAsync(ExitCode.Done, "", Demo);

        Assert.Equal((30, false), ((int)document["totals"]!["collected"]!, (bool)document["fallbacks"]![0]!["used"]!));
        Assert.InRange((double)document["elapsed_seconds"]!, 0.9, 60);
    }

    [Fact]
    public async Task Run_PageNeverAnswers_IsTriedLongerThenSkippedAndFetchedByTheNextRun()
    {
        _server.Instead = request => request.Query["page"] == "2" ? new StubAnswer { Hang = true } : null;

        var first = await RunAsync(ExitCode.Done, "", Demo);
        _server.Instead = _ => null;
        var second = await RunAsync(ExitCode.Done, "", Demo);

        Assert.Equal(20, (int)first["totals"]!["collected"]!);
        Assert.False((bool)first["fallbacks"]![0]!["used"]!);
        Assert.Contains("2 s", (string)first["diagnostics"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(["http.timeout", "engine.pages_remembered"], first["diagnostics"]!.AsArray().Select(finding => (string)finding!["code"]!));
        Assert.Equal(10, (int)second["totals"]!["inserted"]!);
    }

    [Theory]
    [InlineData("collectors", "dead_letter")]
    [InlineData("processors", "retry")]
    [InlineData("sinks", "skip")]
    public async Task Validate_PolicyOfAnotherKind_IsAFinding(string section, string policy)
    {
        var path = _host.Write("wrong.yaml", $$"""
            version: 1
            name: wrong
            collectors: [{ type: demo, on_error: {{(section == "collectors" ? policy : "stop")}} }]
            processors: [{ type: map_job, on_error: {{(section == "processors" ? policy : "stop")}} }]
            sinks: [{ type: jsonl, on_error: {{(section == "sinks" ? policy : "stop")}}, options: { path: jobs.jsonl } }]
            """);

        var code = await _host.InvokeAsync("validate", path);

        Assert.Equal(ExitCode.Configuration, code);
        Assert.Contains($"pipeline.not_allowed /{section}/0/on_error", _host.Error + _host.Out, StringComparison.Ordinal);
    }

    private const string Demo = "  fallback: { type: demo, options: { records: 40 } }";

    private async Task<JsonObject> RunAsync(int expected, string onError, string more)
    {
        var path = _host.Write("live.yaml", $$"""
            version: 1
            name: live
            collectors:
              - type: jsearch
                options: { api_key: {{FakeJSearchServer.RapidKey}}, base_url: '{{_server.BaseUrl}}', endpoint: search, cache_lifetime: 0s, requests_per_minute: 1000, max_retries: 1, timeout: 1s, searches: [{ query: bicycle mechanic, pages: 3 }] }
                {{onError}}
              {{more}}
            processors: [{ type: map_job }]
            sinks: [{ type: litedb, options: { path: jobs.db } }]
            """);
        var code = await _host.InvokeAsync(path, "--format", "json", "--no-progress");
        Assert.True(code == expected, _host.Error + _host.Out);
        return _host.Document("run");
    }
}
