using System.Diagnostics;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>A pattern that sets no limit of its own has the host's; seen from inside the real process by <see cref="StartupHook"/>.</summary>
public class RegexLimitTests
{
    [Fact]
    public async Task Host_PatternWithoutALimit_EndsAfterFiveSeconds()
    {
        var start = new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(RegexLimitTests).Assembly.Location;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(ExitCode.Done, process.ExitCode);
        Assert.NotEmpty(await output);
        Assert.Contains($"{StartupHook.Says} 00:00:05", await error, StringComparison.Ordinal);
    }
}
