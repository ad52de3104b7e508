namespace JobPilot.Engine.Http.Landing;

/// <summary>The landed runs of one pipeline: a file each, named by the run. Run ids sort by time.</summary>
public static class LandingFolder
{
    private const string Extension = ".jsonl.gz";

    /// <summary>Ids of the landed runs, oldest first.</summary>
    /// <param name="folder">The pipeline's folder; may be missing.</param>
    /// <exception cref="FaultException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Runs(string folder)
    {
        try
        {
            return [.. Files(folder).Select(file => file.Name[..^Extension.Length])];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LandedRun.Unreadable(folder, exception);
        }
    }

    /// <summary>The file of a run.</summary>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="run">Id of the run.</param>
    public static string PathOf(string folder, string run) => Path.Combine(folder, run + Extension);

    /// <summary>Removes what is too old, then the oldest until there is room; never the run under way.</summary>
    /// <returns>Bytes that the other runs still take.</returns>
    internal static long Prune(LandingOptions options, string current, long room, DateTimeOffset now)
    {
        var kept = new Queue<FileInfo>();
        foreach (var file in Files(options.Folder).Where(file => file.Name != current + Extension))
        {
            if (now - new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) > options.Keep)
            {
                file.Delete();
            }
            else
            {
                kept.Enqueue(file);
            }
        }

        var taken = kept.Sum(file => file.Length);
        while (taken > options.MaxBytes - room && kept.TryDequeue(out var oldest))
        {
            taken -= oldest.Length;
            oldest.Delete();
        }

        return taken;
    }

    private static IEnumerable<FileInfo> Files(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*" + Extension).OrderBy(file => file.Name, StringComparer.Ordinal)
        : [];
}
