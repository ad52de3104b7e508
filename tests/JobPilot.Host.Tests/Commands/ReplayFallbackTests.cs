using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Replays a run whose source failed, was stood in for, and came back within the same run. Through the real host with the shipped plugins.</summary>
public sealed class ReplayFallbackTests : IDisposable
{
    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(true)] // Another server, whose answers are landed too.
    [InlineData(false)] // Invented data, which lands nothing.
    public async Task Replay_SourceCameBack_GivesEveryRowAgain(bool landed)
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(3));
        await using var other = new FakeJSearchServer(FakeJobs.Pages(5).Skip(3).ToList());
        _host.Variables["KEY"] = FakeJSearchServer.RapidKey;
        var path = _host.Write("board.yaml", $$"""
            version: 1
            name: board
            settings: { fallback_probe: 1ms }
            collectors:
              - type: jsearch
                options: { api_key: "${env:KEY}", base_url: {{server.BaseUrl}}, cache_lifetime: 0s, max_retries: 0, requests_per_minute: 1000, searches: [{ query: bicycle mechanic, pages: 3 }] }
                fallback:
                  {{(landed
                    ? $"{{ type: jsearch, options: {{ api_key: \"${{env:KEY}}\", base_url: {other.BaseUrl}, cache_lifetime: 0s, requests_per_minute: 1000, searches: [{{ query: bicycle mechanic, pages: 2 }}] }} }}"
                    : "{ type: demo, options: { records: 40, page_size: 10, delay: 20ms } }")}}
            sinks:
              - { type: litedb, options: { path: data/board.db, key: job_id } }
            """);
        server.Next.Enqueue(StubAnswer.Json(FakeJSearchServer.EnvelopeV2(server.Pages[0], Convert.ToBase64String("page/1?"u8)).ToJsonString()));
        server.Next.Enqueue(StubAnswer.Json("{}", 401));
        Assert.True(await _host.InvokeAsync("run", path, "--format", "json", "--no-progress") == ExitCode.Done, _host.Error);
        var run = _host.Document("run");
        Assert.True((bool)run["fallbacks"]![0]!["used"]!);
        var (fromSource, inAll) = ((int)run["components"]![0]!["out"]!, (int)run["totals"]!["collected"]!);
        Assert.Equal(30, fromSource); // It went on where it stood.
        var calls = server.Requests.Count + other.Requests.Count;

        // Nobody waits in a replay: the source is asked whether it is back where that was answered, not after some time.
        var code = await _host.InvokeAsync("replay", path, "last", "--format", "json", "--set", "settings.fallback_probe=30s");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var replayed = _host.Document("replay")["runs"]![0]!["run"]!;
        Assert.Equal(landed ? inAll : fromSource, (int)replayed["totals"]!["collected"]!);
        Assert.Equal(replayed["totals"]!["collected"]!.GetValue<int>(), (int)replayed["totals"]!["unchanged"]!);
        Assert.DoesNotContain(replayed["diagnostics"]!.AsArray(), finding => ((string)finding!["code"]!).StartsWith("landing.run_ended", StringComparison.Ordinal));
        Assert.Equal(calls, server.Requests.Count + other.Requests.Count);
    }
}
