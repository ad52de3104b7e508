using JobPilot.Engine.Recovery;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Kills the real process while a run is taken back, or while the run is under way: called again, it is done, and exactly.</summary>
public class UndoKillTests
{
    public static TheoryData<string, string> Deaths
    {
        get
        {
            var deaths = new TheoryData<string, string>();
            foreach (var home in new[] { "litedb", "state" })
            {
                foreach (var failpoint in Failpoints.UndoNames)
                {
                    deaths.Add(home, failpoint);
                }
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Undo_Killed_AgainIsDone(string home, string failpoint) // Invariants 2 and 5
    {
        using var bench = new UndoBench(home);
        await bench.RunAsync();
        var before = bench.Contents();
        var second = await bench.RunAsync(UndoBench.More);

        Assert.Equal(137, await KilledHost.RunAsync(bench.Host, ["runs", "undo", "undone.yaml", second, "--yes"], $"{failpoint}:1"));
        Assert.Equal(0, await KilledHost.RunAsync(bench.Host, ["runs", "undo", "undone.yaml", second, "--yes"], null));

        Assert.Equal(before, bench.Contents());
        Assert.Equal(["undone", "succeeded"], await bench.OutcomesAsync());
    }

    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_KilledBeforeOutputsWereCut_TheNextRunCutsThem(string home) // Invariant 5
    {
        using var undisturbed = new UndoBench(home);
        await undisturbed.RunAsync();
        await undisturbed.RunAsync(UndoBench.More);
        using var bench = new UndoBench(home);
        await bench.RunAsync();
        var second = await bench.RunAsync(UndoBench.More);

        Assert.Equal(137, await KilledHost.RunAsync(bench.Host, ["runs", "undo", "undone.yaml", second, "--yes"], $"{Failpoints.UndoAfter}:1"));
        await bench.RunAsync(UndoBench.More);

        Assert.Equal(undisturbed.Lines("out.jsonl"), bench.Lines("out.jsonl"));
        Assert.Equal(ExitCode.Done, await bench.Host.InvokeAsync("runs", "undo", "undone.yaml", second, "--yes"));
        Assert.Equal(undisturbed.Contents(times: false), bench.Contents(times: false));
        Assert.Equal(["succeeded", "undone", "succeeded"], await bench.OutcomesAsync());
    }

    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_RunThatWasKilled_IsTakenBackAsFarAsItCame(string home)
    {
        using var bench = new UndoBench(home);
        await bench.RunAsync();
        var before = bench.Contents();
        var count = home == "litedb" ? 4 : 1;
        Assert.Equal(137, await KilledHost.RunAsync(bench.Host, ["run", "undone.yaml", "--quiet", .. UndoBench.More], $"{Failpoints.HomeAfter}:{count}"));

        var document = await bench.UndoAsync("last");

        Assert.True((bool)document["undone"]!);
        Assert.Equal(before, bench.Contents());
        Assert.Equal(["undone", "succeeded"], await bench.OutcomesAsync());
    }

    [Fact]
    public async Task Undo_RunThatAnotherOneResumed_IsRefusedAndNewestFirstWorks()
    {
        using var bench = new UndoBench("litedb");
        await bench.RunAsync();
        var before = bench.Contents();
        Assert.Equal(137, await KilledHost.RunAsync(bench.Host, ["run", "undone.yaml", "--quiet", .. UndoBench.More], $"{Failpoints.HomeAfter}:4"));
        await bench.Host.InvokeAsync("runs", "list", "undone.yaml", "--format", "json");
        var killed = (string)RunsVerbTests.Newest(bench.Host)["run_id"]!;
        var resumed = await bench.RunAsync(UndoBench.More);

        var refused = await bench.UndoAsync(killed, ExitCode.Failed);
        Assert.Contains($"Run {resumed} built on it", string.Join('\n', refused["diagnostics"]!.AsArray().Select(finding => (string)finding!["message"]!)), StringComparison.Ordinal);
        Assert.Contains("it went on with its open pass of 'demo/all'", refused.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);

        await bench.UndoAsync(resumed);
        await bench.UndoAsync(killed);
        Assert.Equal(before, bench.Contents());
    }
}
