using System.Diagnostics;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>A signal that comes before a run has begun; the real process, since the handlers are the process's.</summary>
public class EarlySignalTests
{
    [Theory]
    [InlineData("TERM", 0)]
    [InlineData("TERM", 30)]
    [InlineData("TERM", 80)]
    [InlineData("TERM", 150)]
    [InlineData("TERM", 300)]
    [InlineData("INT", 150)]
    [InlineData("INT", 300)]
    public async Task Start_SignalAtOnce_EndsWithItsCodeAndNoTrace(string signal, int milliseconds)
    {
        using var host = new HostRun();

        var (code, error) = await StartAndSignalAsync(host, signal, milliseconds);

        Assert.Equal(signal == "TERM" ? ExitCode.Terminated : ExitCode.Interrupted, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SignalBeforeTheRun_SaysThatNoneWasUnderWay()
    {
        // How long a start takes depends on the machine: the first moments are before Main, later ones in a run.
        for (var milliseconds = 60; milliseconds <= 600; milliseconds += 20)
        {
            using var host = new HostRun();
            var (_, error) = await StartAndSignalAsync(host, "TERM", milliseconds);
            if (error.Contains("Stopped by SIGTERM: no run was under way.", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("No start answered the signal before its run.");
    }

    private static async Task<(int Code, string Error)> StartAndSignalAsync(HostRun host, string signal, int milliseconds)
    {
        var path = host.Write("early.yaml", """
            version: 1
            name: early
            collectors:
              - { type: demo, options: { records: 100000, delay: 20ms } }
            sinks:
              - { type: jsonl, options: { path: out.jsonl } }
            """);
        // A shell that starts something in the background lets it ignore SIGINT, and whoever is started from there inherits it.
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(HostRun.BuiltHost, "jobpilot-host"), "run", path, "--quiet"])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        await Task.Delay(milliseconds);
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await error);
    }
}
