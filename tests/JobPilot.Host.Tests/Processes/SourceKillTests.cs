using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Kills the real process while it reads a source over HTTP: a back-fill, and a run whose answers are landed.</summary>
public sealed class SourceKillTests : IAsyncDisposable
{
    private static readonly TimeSpan BetweenPages = TimeSpan.FromSeconds(1);
    private readonly FakeJSearchServer _server = new(FakeJobs.RecentPages(3)) { ServesSearch = true };
    private readonly HostRun _host = new();

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("home.after:1")]
    [InlineData("home.before:2")]
    [InlineData("sinks.after:2")]
    [InlineData("home.after:2")]
    public async Task Backfill_Killed_LiveCursorNeverMovesAndTheReRunCompletes(string failpoint) // Invariant 5
    {
        Write();
        await RunAsync();
        var live = await Stored.LiveStateAsync(_host, "live.yaml");
        string[] backfill = ["--since", DateTimeOffset.UtcNow.AddDays(-5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];

        await KillAsync(failpoint, backfill);
        Assert.Equal(live, await Stored.LiveStateAsync(_host, "live.yaml"));
        var asked = _server.Requests.Count;
        await RunAsync(backfill);

        Assert.Equal(live, await Stored.LiveStateAsync(_host, "live.yaml"));
        Assert.All(_server.Requests.Skip(asked), request => Assert.Equal("week", request.Query["date_posted"]));
        var lines = File.ReadAllLines(Path.Combine(_host.WorkingDirectory, "out.jsonl")).GroupBy(line => (string)JsonNode.Parse(line)!["id"]!, StringComparer.Ordinal).ToList();
        Assert.Equal(30, lines.Count);
        Assert.All(lines, line => Assert.Equal(2, line.Count())); // Once by the live run, once by the back-fill.
        asked = _server.Requests.Count;
        await RunAsync();
        Assert.All(_server.Requests.Skip(asked), request => Assert.Equal("today", request.Query["date_posted"]));
    }

    [Theory]
    [InlineData("home.after:1")]
    [InlineData("home.before:2")]
    [InlineData("home.after:2")]
    public async Task Landing_Killed_WhatLandedIsReplayedAndNotTakenForAll(string failpoint)
    {
        Write();
        await KillAsync(failpoint);
        await _host.InvokeAsync("runs", "list", "live.yaml", "--format", "json");
        var killed = (string)RunsVerbTests.Newest(_host)["run_id"]!;
        var calls = _server.Requests.Count;

        var code = await _host.InvokeAsync("replay", "live.yaml", killed, "--format", "json");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        Assert.Equal(calls, _server.Requests.Count);
        var replayed = _host.Document("replay")["runs"]![0]!;
        var committed = failpoint == "home.after:2" ? 20 : 10;
        Assert.InRange((int)replayed["run"]!["totals"]!["collected"]!, committed, 30);
        Assert.Equal((int)replayed["answers"]! * 10, (int)replayed["run"]!["totals"]!["collected"]!);

        // The killed run's pass is open still: the next run goes on with it, and all is there.
        await RunAsync();
        Assert.Equal(30, File.ReadAllLines(Path.Combine(_host.WorkingDirectory, "out.jsonl")).Select(line => (string)JsonNode.Parse(line)!["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(30, Stored.Rows(_host).Split('\n').Count(line => line.Contains("\"_id\"", StringComparison.Ordinal)));
    }

    private void Write() => _host.Write("live.yaml", $$"""
        version: 1
        name: live
        settings: { batch_size: 10, max_commit_delay: 1ms }
        collectors:
          - type: jsearch
            lag: 1h
            options:
              api_key: {{FakeJSearchServer.RapidKey}}
              base_url: '{{_server.BaseUrl}}'
              endpoint: search
              cache_lifetime: 0s
              requests_per_minute: 1000
              searches: [{ query: bicycle mechanic, pages: 3 }]
        processors: [{ type: map_job }]
        sinks:
          - { type: litedb, options: { path: jobs.db } }
          - { type: jsonl, options: { path: out.jsonl, mode: append } }
        """);

    /// <summary>Pages come slowly, so that each has a commit of its own: a run that had all in its second one would be over when it dies.</summary>
    private async Task KillAsync(string failpoint, params string[] more)
    {
        _server.Pace = request => request.Query.GetValueOrDefault("page", "1") == "1" ? null : Task.Delay(BetweenPages);
        Assert.Equal(137, await KilledHost.RunAsync(_host, ["run", "live.yaml", "--quiet", .. more], failpoint));
        _server.Pace = null;
    }

    private async Task RunAsync(params string[] more)
    {
        var code = await _host.InvokeAsync(["run", "live.yaml", "--no-progress", .. more]);
        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
    }
}
