using System.Globalization;

namespace JobPilot.Host;

/// <summary>How much memory there is for this process: the container's limit where there is one, else the machine's.</summary>
internal static class MachineMemory
{
    private const double Share = 0.8;

    /// <summary>What a run may use where its pipeline does not say.</summary>
    public static long DefaultLimit { get; } = (long)(Total("/proc/meminfo", "/proc/self/cgroup", "/sys/fs/cgroup") * Share);

    /// <summary>Bytes that there are. The runtime's own answer is only a part of a container's limit.</summary>
    /// <param name="machine">File that says what the machine has.</param>
    /// <param name="membership">File that says to which control group the process belongs.</param>
    /// <param name="root">Where the control groups are mounted.</param>
    public static long Total(string machine, string membership, string root)
    {
        // Plain loops: every run comes by here before its first record, and queries over numbers are compiled when they are first asked.
        var least = 0L;
        foreach (var line in Lines(machine))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
            {
                least = long.Parse(line.AsSpan(9).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
                break;
            }
        }

        least = least > 0 ? least : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (var file in Groups(membership, root))
        {
            least = Read(file) is > 0 and var limit ? Math.Min(least, limit) : least;
        }

        return least;
    }

    /// <summary>Files with a limit, of the process's own group and of those above it, for both versions of control groups.</summary>
    private static IEnumerable<string> Groups(string membership, string root)
    {
        foreach (var line in Lines(membership))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path])
            {
                continue;
            }

            var (folder, file) = controllers.Length == 0 ? (root, "memory.max") : (Path.Combine(root, "memory"), "memory.limit_in_bytes");
            if (controllers.Length > 0 && !controllers.Split(',').Contains("memory"))
            {
                continue;
            }

            for (var group = path.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
            {
                yield return Path.Combine(folder, group, file);
                if (group.Length == 0)
                {
                    break;
                }
            }
        }
    }

    private static long? Read(string file) =>
        Lines(file) is [var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
