using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Engine.Recovery;

/// <summary>
/// Named moments before and after each durable step, at which a test lets the process die: <c>JOBPILOT_FAILPOINT=home.before:3:kill</c> kills
/// the process when the step is reached for the third time. Off, and one comparison, unless the variable is set.
/// </summary>
internal static class Failpoints
{
    private static readonly (string Name, int Count)? Armed = Parse(Environment.GetEnvironmentVariable("JOBPILOT_FAILPOINT"));
    private static int _hits;

    public static void Hit(string name)
    {
        if (Armed is { } armed && armed.Name == name && Interlocked.Increment(ref _hits) == armed.Count)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static (string Name, int Count)? Parse(string? text)
    {
        var parts = text?.Split(':') ?? [];
        return parts.Length == 3 && parts[2] == "kill" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (parts[0], count)
            : null;
    }
}
