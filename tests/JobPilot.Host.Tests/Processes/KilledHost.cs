using System.Diagnostics;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>Runs the real process in a test's working directory to its end, or to its death at a failpoint.</summary>
internal static class KilledHost
{
    /// <summary>Returns the exit code: 137 for a process that died at its failpoint.</summary>
    /// <param name="host">Whose working directory.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="failpoint">Where it dies, <c>name:n</c>; null lets it live.</param>
    public static async Task<int> RunAsync(HostRun host, IReadOnlyList<string> arguments, string? failpoint)
    {
        var start = new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), arguments)
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardOutput = true,
        };
        if (failpoint is not null)
        {
            start.Environment["JOBPILOT_FAILPOINT"] = $"{failpoint}:kill";
        }

        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
