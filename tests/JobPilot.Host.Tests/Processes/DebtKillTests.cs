using JobPilot.Host.Tests.Commands;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Kills the real process while an optional sink is left out, and while it is paid: what it gets in the end is everything, each once.</summary>
public sealed class DebtKillTests : IDisposable
{
    private const int Files = 4;
    private const int Records = 500; // A commit holds a hundred at most: each death lies in the middle of a run, however fast it is.
    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("claim.after:1", "new")]
    [InlineData("opened.after:1", "append")]
    [InlineData("sinks.before:3", "new")]
    [InlineData("home.before:1", "new")]
    [InlineData("home.before:6", "append")]
    [InlineData("home.after:1", "new")]
    [InlineData("home.after:1", "append")]
    [InlineData("home.after:6", "new")]
    [InlineData("acknowledged.after:4", "append")]
    [InlineData("completed.after:1", "new")]
    public async Task Run_KilledWhileASinkIsOut_PaymentGivesEverythingOnce(string failpoint, string mode) // Invariant 5
    {
        var path = WriteFiles(mode);
        Break("out.jsonl");
        Assert.Equal(137, await RunAsync(failpoint, "run", path));
        Assert.Equal(0, await RunAsync(null, "run", path));

        Mend("out.jsonl");
        Assert.Equal(0, await RunAsync(null, "replay", path, "--sink", "lines"));

        Assert.Equal(NumberedLines.All(Files, Records), NumberedLines.Ids(_host, "out.jsonl"));
    }

    [Theory]
    [InlineData("claim.after:1")]
    [InlineData("opened.after:1")]
    [InlineData("marks.before:1")]
    [InlineData("marks.after:1")]
    [InlineData("sinks.before:1")]
    [InlineData("sinks.after:1")]
    [InlineData("sinks.after:3")]
    [InlineData("home.before:1")]
    [InlineData("home.before:3")]
    [InlineData("home.after:1")]
    [InlineData("home.after:3")]
    [InlineData("acknowledged.after:2")]
    [InlineData("completed.after:1")]
    public async Task Pay_KilledAtADurableStep_SecondPaymentGivesEachOnce(string failpoint) // Invariant 5
    {
        var path = WriteFiles("new");
        Break("out.jsonl");
        Assert.Equal(0, await RunAsync(null, "run", path));
        Mend("out.jsonl");

        Assert.Equal(137, await RunAsync(failpoint, "replay", path, "--sink", "lines"));
        Assert.Equal(0, await RunAsync(null, "replay", path, "--sink", "lines"));

        Assert.Equal(NumberedLines.All(Files, Records), NumberedLines.Ids(_host, "out.jsonl"));
        await _host.InvokeAsync("state", "list", path, "--format", "json");
        Assert.Empty(_host.Document("state-list")["debts"]!.AsArray());
    }

    [Theory]
    [InlineData("sinks.after:1")]
    [InlineData("home.before:1")]
    [InlineData("home.before:2")]
    [InlineData("home.after:1")]
    [InlineData("home.after:2")]
    [InlineData("completed.after:1")]
    public async Task PayFromALanding_KilledAtADurableStep_SecondPaymentGivesEachOnceAndCallsNobody(string failpoint) // Invariant 5
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(5));
        var path = _host.Write("live.yaml", $$"""
            version: 1
            name: live
            settings: { batch_size: 10, max_commit_delay: 1ms }
            collectors:
              - type: jsearch
                options: { api_key: {{FakeJSearchServer.RapidKey}}, base_url: '{{server.BaseUrl}}', cache_lifetime: 0s, requests_per_minute: 1000, searches: [{ query: bicycle mechanic, pages: 5 }] }
            processors: [{ type: map_job }, { type: deduplicate }]
            sinks:
              - { id: all, type: jsonl, options: { path: all.jsonl } }
              - { id: lines, type: jsonl, required: false, options: { path: out.jsonl } }
            """);
        Break("out.jsonl");
        Assert.Equal(0, await RunAsync(null, "run", path));
        var calls = server.Requests.Count;
        Mend("out.jsonl");

        Assert.Equal(137, await RunAsync(failpoint, "replay", path, "--sink", "lines"));
        Assert.Equal(0, await RunAsync(null, "replay", path, "--sink", "lines"));

        Assert.Equal(calls, server.Requests.Count);
        Assert.NotEmpty(NumberedLines.Ids(_host, "all.jsonl"));
        Assert.Equal(NumberedLines.Ids(_host, "all.jsonl"), NumberedLines.Ids(_host, "out.jsonl"));
    }

    private string WriteFiles(string mode)
    {
        NumberedLines.Write(_host, Files, Records);
        return _host.Write("files.yaml", $$"""
            version: 1
            name: files
            settings: { batch_size: 10, max_commit_delay: 1ms }
            collectors:
              - { type: jsonl, options: { path: in-*.jsonl, key: id, page_size: 10 } }
            sinks:
              - { type: litedb, options: { path: jobs.db } }
              - { id: lines, type: jsonl, required: false, options: { path: out.jsonl, mode: {{mode}} } }
            """);
    }

    /// <summary>A folder in the place of the file: it cannot be opened.</summary>
    private void Break(string output) => Directory.CreateDirectory(Path.Combine(_host.WorkingDirectory, output));

    private void Mend(string output) => Directory.Delete(Path.Combine(_host.WorkingDirectory, output));

    private Task<int> RunAsync(string? failpoint, params string[] args) => KilledHost.RunAsync(_host, [.. args, "--quiet"], failpoint);
}
