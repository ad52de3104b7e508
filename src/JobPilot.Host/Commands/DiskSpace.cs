using System.Globalization;

namespace JobPilot.Host.Commands;

/// <summary>What <c>doctor</c> says of a disk that is full, or soon will be.</summary>
internal static class DiskSpace
{
    /// <summary>Below it a database cannot be relied on to commit: its log, its index of the log and a few pages need room at once.</summary>
    public const long Needed = 16L * 1024 * 1024;

    /// <summary>Below it a long run may fill the disk.</summary>
    public const long Comfortable = 1024L * 1024 * 1024;

    public static IEnumerable<Diagnostic> Check(string folder, long freeBytes, string setting)
    {
        if (freeBytes >= Comfortable)
        {
            yield break;
        }

        var full = freeBytes < Needed;
        var left = (freeBytes / 1024.0 / 1024.0).ToString(full ? "0.0" : "0", CultureInfo.InvariantCulture);
        yield return new Diagnostic(
            full ? "doctor.disk_full" : "doctor.disk_nearly_full",
            full ? $"{folder} has {left} MB left; a run needs 16 MB to write at all." : $"{folder} has {left} MB left.")
        {
            Severity = full ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            Fix = $"Free some space, or set {setting} to another disk.",
        };
    }
}
