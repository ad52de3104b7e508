using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Kills the real process in the middle of a replay of dead letters: nothing is lost, nothing is there twice.</summary>
public class ReplayKillTests
{
    private const string Pipeline = """
        version: 1
        name: letters
        settings: { batch_size: 10, max_commit_delay: 1ms, max_reject_share: 1 }
        collectors:
          - { type: demo, options: { records: 200, seed: 3, page_size: 20 } }
        processors:
          - { type: map_job }
          - { id: strict, type: assert, options: { expectations: [{ field: salary.min, not_null: true, then: reject }] } }
          - { type: deduplicate }
        sinks:
        """;

    private static readonly string[] Homes =
    [
        "  - { type: litedb, options: { path: jobs.db } }\n  - { type: jsonl, options: { path: out.jsonl } }",
        "  - { type: jsonl, options: { path: out.jsonl } }",
    ];

    public static TheoryData<int, string> Deaths
    {
        get
        {
            var deaths = new TheoryData<int, string>();
            foreach (var failpoint in new[] { "sinks.before:1", "sinks.after:1", "sinks.after:2", "home.before:2", "home.after:1", "home.after:2", "acknowledged.after:1" })
            {
                deaths.Add(0, failpoint);
                deaths.Add(1, failpoint);
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Replay_Killed_SecondReplayGivesWhatAnUndisturbedOneGives(int home, string failpoint) // Invariant 5
    {
        using var undisturbed = await RanAsync(Homes[home]);
        using var killed = await RanAsync(Homes[home]);
        Assert.Equal(0, await ReplayAsync(undisturbed, null));

        Assert.Equal(137, await ReplayAsync(killed, failpoint));
        Assert.Equal(0, await ReplayAsync(killed, null));

        await killed.InvokeAsync("dead-letters", "list", "letters.yaml", "--format", "json");
        Assert.Empty(killed.Document("dead-letters-list")["dead_letters"]!.AsArray());
        Assert.Equal(Stored.Rows(undisturbed), Stored.Rows(killed));
    }

    private static async Task<HostRun> RanAsync(string home)
    {
        var host = new HostRun();
        host.Write("letters.yaml", $"{Pipeline}\n{home}\n");
        var code = await host.InvokeAsync("run", "letters.yaml");
        Assert.True(code == ExitCode.Done, host.Error);
        return host;
    }

    private static Task<int> ReplayAsync(HostRun host, string? failpoint) =>
        KilledHost.RunAsync(host, ["dead-letters", "replay", "letters.yaml", "--quiet", "--set", "processors[1].enabled=false"], failpoint);
}
