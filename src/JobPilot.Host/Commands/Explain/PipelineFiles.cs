using System.Text.Json;
using JobPilot.Configuration;
using JobPilot.State;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Finds the pipelines whose listings a user may mean: those of the working directory, of <c>pipelines</c> in it, and of the list of runs.</summary>
internal static class PipelineFiles
{
    private const int MostRuns = 1000;
    private static readonly PipelineSettings Defaults = new();

    /// <summary>Loads them, the one that ran last first; those that are refused come last, with their findings.</summary>
    public static async Task<IReadOnlyList<(string Path, LoadResult Loaded)>> LoadAsync(PipelineSession session, CancellationToken cancellationToken)
    {
        var folder = session.Request.Console.WorkingDirectory;
        var loaded = InFolders(folder).ToDictionary(path => Path.GetFullPath(path, folder), path => (Path: path, Loaded: session.LoadQuietly(path)), StringComparer.Ordinal);
        var runs = new List<RunEntry>();
        foreach (var state in loaded.Values.Select(one => one.Loaded.Definition?.Settings.State).OfType<string>().Append(Defaults.State).Select(state => Path.GetFullPath(state, folder)).Distinct(StringComparer.Ordinal))
        {
            await using var store = StateStore.OpenReadOnly(state, TimeProvider.System);
            runs.AddRange(await store.ListRunsAsync(null, MostRuns, cancellationToken).ConfigureAwait(false));
        }

        foreach (var file in runs.Select(FileOf).OfType<string>().Distinct(StringComparer.Ordinal).Where(file => !loaded.ContainsKey(file) && File.Exists(file)))
        {
            var shown = Path.GetRelativePath(folder, file) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
            loaded[file] = (shown, session.LoadQuietly(shown));
        }

        return [.. loaded.Values.OrderBy(one => one.Loaded.Definition is null).ThenByDescending(one => LastRun(runs, one.Loaded)).ThenBy(one => one.Path, StringComparer.Ordinal)];
    }

    private static DateTimeOffset LastRun(List<RunEntry> runs, LoadResult loaded) =>
        runs.Where(run => run.Pipeline == loaded.Definition?.Name).Select(run => run.StartedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    private static string? FileOf(RunEntry run)
    {
        try
        {
            using var details = JsonDocument.Parse(run.Details);
            return details.RootElement.TryGetProperty("file", out var file) ? file.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // An entry of another version.
        }
    }

    private static IEnumerable<string> InFolders(string workingDirectory) => new[] { ".", "pipelines" }
        .Select(folder => (Shown: folder, Path: Path.GetFullPath(folder, workingDirectory))).Where(folder => Directory.Exists(folder.Path))
        .SelectMany(folder => Directory.EnumerateFiles(folder.Path, "*.y*ml").Where(IsPipeline).Order(StringComparer.Ordinal)
            .Select(path => folder.Shown == "." ? Path.GetFileName(path) : Path.Combine(folder.Shown, Path.GetFileName(path))));

    /// <summary>Other YAML files lie in such folders too, mappings and compositions of containers among them.</summary>
    private static bool IsPipeline(string path)
    {
        try
        {
            var (collects, writes) = (false, false);
            foreach (var line in File.ReadLines(path))
            {
                collects |= line.StartsWith("collectors:", StringComparison.Ordinal);
                writes |= line.StartsWith("sinks:", StringComparison.Ordinal);
            }

            return collects && writes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
