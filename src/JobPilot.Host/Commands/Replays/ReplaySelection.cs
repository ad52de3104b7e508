using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Commands.DeadLetters;

namespace JobPilot.Host.Commands.Replays;

/// <summary>Which landed runs are meant.</summary>
internal sealed class ReplaySelection
{
    /// <summary>Names the newest landed run.</summary>
    public const string Last = "last";

    public string? Run { get; init; }

    public Moment? Since { get; init; }

    public Moment? Until { get; init; }

    /// <summary>Paths of the landings, the oldest first.</summary>
    /// <param name="folder">The pipeline's landing.</param>
    /// <param name="pipeline">Name of the pipeline.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RefusedException">There is none.</exception>
    public IReadOnlyList<string> Choose(string folder, string pipeline, DateTimeOffset now)
    {
        var runs = LandingFolder.Runs(folder);
        var chosen = Run switch
        {
            Last => runs.TakeLast(1),
            { } id => runs.Where(run => run == id),
            null => runs.Where(run => IsBetween(LandedRun.StartOf(LandingFolder.PathOf(folder, run)), now)),
        };
        IReadOnlyList<string> paths = [.. chosen.Select(run => LandingFolder.PathOf(folder, run))];
        return paths.Count > 0 ? paths : throw RefusedException.Missing(
            "landing.no_such_run",
            runs.Count == 0
                ? $"The pipeline '{pipeline}' has no landed run in {folder}."
                : $"The pipeline '{pipeline}' has no such landed run; it has {runs.Count}, from {runs[0]} to {runs[^1]}.",
            "Answers of HTTP sources are kept while settings.landing.enabled is true, and no longer than settings.landing.keep. `jobpilot-host runs list PIPELINE` shows the runs.");
    }

    private bool IsBetween(DateTimeOffset start, DateTimeOffset now) =>
        (Since is not { } since || start >= since.Before(now)) && (Until is not { } until || start < until.Before(now));
}
