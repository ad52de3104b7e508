using System.Diagnostics;
using System.Text.Json.Nodes;
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
        var (code, output, error) = await SignalBeforeTheRunAsync("TERM");

        Assert.Equal((ExitCode.Terminated, "", "Stopped by SIGTERM: no run was under way."), (code, output, error.Trim()));
    }

    [Theory]
    [InlineData("TERM", ExitCode.Terminated)]
    [InlineData("INT", ExitCode.Interrupted)]
    public async Task Start_SignalBeforeTheRunAndJson_StandardOutputHoldsOneDocument(string signal, int expected)
    {
        var (code, output, error) = await SignalBeforeTheRunAsync(signal, "--format", "json");

        var document = JsonNode.Parse(output)!.AsObject();
        DocumentSchema.AssertValid("command-line", document);
        Assert.Equal((expected, expected, "cancelled"), (code, (int)document["exit_code"]!, (string)document["outcome"]!));
        Assert.Equal(("host.stopped", error.Trim()), ((string)document["diagnostics"]![0]!["code"]!, (string)document["diagnostics"]![0]!["message"]!));
    }

    private static async Task<(int Code, string Output, string Error)> SignalBeforeTheRunAsync(string signal, params string[] more)
    {
        using var host = new HostRun();
        var path = Path.Combine(host.WorkingDirectory, "early.yaml");
        using (var make = Process.Start("mkfifo", [path]))
        {
            await make.WaitForExitAsync();
        }

        using var process = Start(host, path, more);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        // A pipe with a name opens when its reader does: by then the host has begun, and while nothing is written there is no run.
        using var pipe = await Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write));
        return (await SignalAsync(process, signal), await output, await error);
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
        using var process = Start(host, path);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.Delay(milliseconds);
        var code = await SignalAsync(process, signal);
        await output;
        return (code, await error);
    }

    /// <summary>A shell that starts something in the background lets it ignore SIGINT, and whoever is started from there inherits it: so it is set back.</summary>
    private static Process Start(HostRun host, string path, params string[] more) =>
        Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(HostRun.BuiltHost, "jobpilot-host"), "run", path, "--quiet", .. more])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<int> SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }
}
