using System.Diagnostics;
using JobPilot.Host.Tests.Commands;
using LiteDB;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Kills the real process at each durable step, runs it again, and compares with an undisturbed run.</summary>
public class KillTests
{
    private const string Pipeline = """
        version: 1
        name: killed
        settings: { batch_size: 20, max_commit_delay: 10ms }
        collectors:
          - { type: demo, options: { records: 400, seed: 3, page_size: 20, delay: 2ms } }
        processors:
          - { type: map_job }
          - { type: clean_text }
          - { type: deduplicate }
        sinks:
          - { type: litedb, options: { path: jobs.db } }
          - { type: jsonl, options: { path: jobs.jsonl } }
        """;

    public static TheoryData<string> Failpoints => new(
        from name in new[] { "sinks.before", "sinks.after", "home.before", "home.after", "acknowledged.after" }
        from count in new[] { 1, 2, 5 }
        select $"{name}:{count}:kill");

    [Theory]
    [MemberData(nameof(Failpoints))]
    public async Task Run_KilledAtADurableStep_ReRunGivesWhatAnUndisturbedRunGives(string failpoint) // Invariant 5
    {
        using var undisturbed = new HostRun();
        using var killed = new HostRun();
        await RunAsync(undisturbed, null);

        var first = await RunAsync(killed, failpoint);
        var second = await RunAsync(killed, null);

        Assert.Equal(137, first);
        Assert.Equal(0, second);
        Assert.Equal(Rows(undisturbed), Rows(killed));
        Assert.Equal(Lines(undisturbed), Lines(killed));
    }

    [Fact]
    public async Task Run_Sigterm_DrainsAndExitsWith143()
    {
        using var host = new HostRun();
        using var process = Start(host, null, "--set", "collectors[0].options.records=100000", "--set", "collectors[0].options.delay=20ms");
        await Task.Delay(TimeSpan.FromSeconds(4));

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);

        Assert.Equal(143, process.ExitCode);
    }

    /// <summary>All rows in the order of their keys; of two undisturbed runs they are equal.</summary>
    private static string Rows(HostRun host)
    {
        using var database = new LiteDatabase(new ConnectionString
        {
            Filename = Path.Combine(host.WorkingDirectory, "jobs.db"),
            ReadOnly = true,
            Collation = Collation.Binary,
        });
        var rows = database.GetCollection("jobs").FindAll().Select(row => JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(rows);
        return string.Join('\n', rows);
    }

    private static List<string> Lines(HostRun host) =>
        [.. File.ReadAllLines(Path.Combine(host.WorkingDirectory, "jobs.jsonl")).Order(StringComparer.Ordinal)];

    private static async Task<int> RunAsync(HostRun host, string? failpoint)
    {
        using var process = Start(host, failpoint);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    private static Process Start(HostRun host, string? failpoint, params string[] more)
    {
        var path = host.Write("killed.yaml", Pipeline);
        var start = new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", path, "--quiet", .. more])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (failpoint is not null)
        {
            start.Environment["JOBPILOT_FAILPOINT"] = failpoint;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
