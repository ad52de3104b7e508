using System.Diagnostics;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>What the list of runs says of a real process that was killed.</summary>
public class InterruptedRunTests
{
    [Theory]
    [InlineData("{ type: litedb, options: { path: kept.db } }", false)]
    [InlineData("{ type: jsonl, options: { path: out.jsonl } }", true)]
    public async Task Run_Killed_ShowsAsInterruptedBeforeAndAfterTheNextRun(string home, bool storeIsHome)
    {
        using var host = new HostRun();
        host.Write("killed.yaml", $$"""
            version: 1
            name: killed
            settings: { batch_size: 20, max_commit_delay: 10ms }
            collectors: [{ type: demo, options: { records: 200, seed: 3, page_size: 20, delay: 2ms } }]
            sinks: [{{home}}]
            """);
        using (var process = Process.Start(new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", "killed.yaml", "--quiet"])
        {
            WorkingDirectory = host.WorkingDirectory,
            Environment = { ["JOBPILOT_FAILPOINT"] = "home.after:2:kill" },
        })!)
        {
            await process.WaitForExitAsync();
            Assert.Equal(137, process.ExitCode);
        }

        await host.InvokeAsync("runs", "list", "killed.yaml", "--format", "json");
        var before = RunsVerbTests.Newest(host);
        await host.InvokeAsync("run", "killed.yaml");
        await host.InvokeAsync("runs", "list", "killed.yaml", "--format", "json");
        var after = host.Document("runs-list")["runs"]![1]!;

        Assert.Equal(("interrupted", "interrupted"), ((string)before["outcome"]!, (string)after["outcome"]!));
        Assert.Null(before["ended_at"]);
        Assert.Equal(storeIsHome, before["totals"] is not null);
        Assert.Equal(before["totals"]?.ToJsonString(), after["totals"]?.ToJsonString());
        Assert.NotNull((string?)before["config_hash"]);
    }
}
