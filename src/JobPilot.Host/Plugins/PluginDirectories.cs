namespace JobPilot.Host.Plugins;

/// <summary>
/// Where plugins are looked for, in this order: <c>plugins/</c> beside the executable, each <c>--plugins DIR</c>, the directories of
/// <c>JOBPILOT_PLUGINS</c> (separated as in PATH), <c>plugins/</c> of the working directory. Where two hold the same build of a plugin the first counts.
/// </summary>
/// <remarks>
/// The folder of the working directory needs no mark of its own: only a folder with a built assembly of its own name is a plugin, so that a checkout
/// with the sources of plugins adds nothing.
/// </remarks>
internal static class PluginDirectories
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "JOBPILOT_PLUGINS";

    private const string FolderName = "plugins";

    /// <summary>Lists the directories, absolute, each once; the named ones are listed whether they exist or not.</summary>
    /// <param name="executableDirectory">Directory of the host.</param>
    /// <param name="named">Values of <c>--plugins</c>.</param>
    /// <param name="variable">Value of <see cref="Variable"/>; null where it is not set.</param>
    /// <param name="workingDirectory">Working directory.</param>
    public static IReadOnlyList<string> Resolve(
        string executableDirectory, IEnumerable<string> named, string? variable, string workingDirectory)
    {
        var asked = named.Concat((variable ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var found = new List<string>();
        AddExisting(Path.Combine(executableDirectory, FolderName));
        found.AddRange(asked.Select(path => Normalize(path, workingDirectory)));
        AddExisting(Path.Combine(workingDirectory, FolderName));
        return [.. found.Distinct(StringComparer.Ordinal)];

        void AddExisting(string path)
        {
            if (Directory.Exists(path))
            {
                found.Add(Normalize(path, workingDirectory));
            }
        }
    }

    private static string Normalize(string path, string workingDirectory) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, workingDirectory));
}
