using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;
using JobPilot.Host.Tests.Plugins;

namespace JobPilot.Host.Tests.Processes;

/// <summary>A plugin that keeps what it sees, in the real process: the run ends in order before the machine suffers.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    private readonly HostRun _host = new();
    private readonly PluginFolder _plugins = new();

    public MemoryLimitTests() => _plugins.Add("Acme.Hoarding");

    public void Dispose()
    {
        _host.Dispose();
        _plugins.Dispose();
    }

    [Fact]
    public async Task Run_PluginHoards_DrainsCommitsAndNamesIt() // Invariants 7 and 8
    {
        var (code, document) = await RunAsync("{ bytes: 200000 }");

        Assert.Equal(ExitCode.Failed, code);
        var failure = Assert.Single(document["diagnostics"]!.AsArray(), one => (string)one!["severity"]! == "error")!;
        Assert.Equal("engine.memory_limit", (string)failure["code"]!);
        Assert.Contains("more than settings.max_memory allows (400 MB)", (string)failure["message"]!, StringComparison.Ordinal);
        Assert.Contains("'hoard' holds most of it", (string)failure["message"]!, StringComparison.Ordinal);
        Assert.Contains("Look at 'hoard'", (string)failure["fix"]!, StringComparison.Ordinal);
        Assert.Contains(document["diagnostics"]!.AsArray(), one => (string)one!["code"]! == "engine.memory_tight");
        var written = (int)document["totals"]!["written"]!;
        Assert.InRange(written, 1, 2999);
        Assert.Equal(written, (await File.ReadAllLinesAsync(Path.Combine(_host.WorkingDirectory, "out.jsonl"))).Length);

        (code, document) = await RunAsync("{ bytes: 1 }");

        Assert.Equal((ExitCode.Done, 3000), (code, written + (int)document["totals"]!["written"]!));
        Assert.Equal(3000, (await File.ReadAllLinesAsync(Path.Combine(_host.WorkingDirectory, "out.jsonl"))).Length);
    }

    [Fact]
    public async Task Run_PluginUsesMuchAndLetsGo_GoesOn()
    {
        var (code, document) = await RunAsync("{ bytes: 200000, lets_go: true }");

        Assert.Equal((ExitCode.Done, 3000), (code, (int)document["totals"]!["written"]!));
    }

    private async Task<(int Code, JsonObject Document)> RunAsync(string options)
    {
        var path = _host.Write("hoard.yaml", $$"""
            version: 1
            name: hoard
            settings: { max_memory: 400MB, batch_size: 20, max_commit_delay: 10ms, landing: { enabled: false } }
            collectors: [{ type: demo, options: { records: 3000, seed: 3, page_size: 20, delay: 20ms } }]
            processors: [{ type: hoard, options: {{options}} }]
            sinks: [{ type: jsonl, options: { path: out.jsonl, mode: append } }]
            """);
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", path, "--format", "json", "--quiet", "--plugins", _plugins.Root])
        {
            WorkingDirectory = _host.WorkingDirectory,
            RedirectStandardOutput = true,
        })!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, JsonNode.Parse(output)!.AsObject());
    }
}
