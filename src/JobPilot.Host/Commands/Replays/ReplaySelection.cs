using JobPilot.Configuration;
using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Commands.DeadLetters;
using JobPilot.State;

namespace JobPilot.Host.Commands.Replays;

/// <summary>Which landed runs are meant.</summary>
internal sealed class ReplaySelection
{
    /// <summary>Names the newest landed run.</summary>
    public const string Last = "last";

    public string? Run { get; init; }

    public Moment? Since { get; init; }

    public Moment? Until { get; init; }

    /// <summary>Paths of the landings, the oldest first. A run that was taken back is left out, unless it is named.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="now">Now.</param>
    /// <param name="request">The command line.</param>
    /// <param name="findings">Takes what is told.</param>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<IReadOnlyList<string>> ChooseAsync(PipelineDefinition definition, DateTimeOffset now, HostRequest request, List<Diagnostic> findings)
    {
        var folder = StatePaths.Landing(definition, request.Console.WorkingDirectory);
        var chosen = Choose(folder, definition.Name, now);
        var store = StateStore.OpenReadOnly(StatePaths.State(definition, request.Console.WorkingDirectory), TimeProvider.System);
        await using var dispose = store.ConfigureAwait(false);
        var kept = new List<string>();
        foreach (var run in chosen)
        {
            var undone = (await store.GetRunAsync(run, CancellationToken.None).ConfigureAwait(false))?.Outcome == "undone";
            if (undone)
            {
                ReplayCommand.Tell(Undone(run), request, findings);
            }

            if (!undone || Run is not null)
            {
                kept.Add(LandingFolder.PathOf(folder, run));
            }
        }

        return kept.Count > 0 ? kept : throw RefusedException.Missing(
            "landing.no_such_run", $"All landed runs of the pipeline '{definition.Name}' that are meant were taken back.", "Name a run to bring it back: jobpilot-host replay PIPELINE RUN");
    }

    private IReadOnlyList<string> Choose(string folder, string pipeline, DateTimeOffset now)
    {
        var runs = LandingFolder.Runs(folder);
        IReadOnlyList<string> chosen =
        [
            .. Run switch
            {
                Last => runs.TakeLast(1),
                { } id => runs.Where(run => run == id),
                null => runs.Where(run => IsBetween(LandedRun.StartOf(LandingFolder.PathOf(folder, run)), now)),
            },
        ];
        return chosen.Count > 0 ? chosen : throw RefusedException.Missing(
            "landing.no_such_run",
            runs.Count == 0
                ? $"The pipeline '{pipeline}' has no landed run in {folder}."
                : $"The pipeline '{pipeline}' has no such landed run; it has {runs.Count}, from {runs[0]} to {runs[^1]}.",
            "Answers of HTTP sources are kept while settings.landing.enabled is true, and no longer than settings.landing.keep. `jobpilot-host runs list PIPELINE` shows the runs.");
    }

    private Diagnostic Undone(string run) => new("landing.undone", $"Run {run} was taken back{(Run is null ? ": left out." : ", and its replay brings back what it brought.")}")
    {
        Severity = DiagnosticSeverity.Warning,
        Fix = Run is null ? "To bring it back, name it: jobpilot-host replay PIPELINE RUN" : "Where that is not what was meant, take the replay back: jobpilot-host runs undo PIPELINE last",
    };

    private bool IsBetween(DateTimeOffset start, DateTimeOffset now) =>
        (Since is not { } since || start >= since.Before(now)) && (Until is not { } until || start < until.Before(now));
}
