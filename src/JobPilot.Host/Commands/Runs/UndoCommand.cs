using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Undo;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Runs;

/// <summary>Takes a run back: under the pipeline's lock, in one transaction of its home.</summary>
internal static class UndoCommand
{
    /// <summary>Does it; returns the exit code.</summary>
    /// <param name="path">The pipeline's file.</param>
    /// <param name="id">Id of the run, or <see cref="RunsCommand.Last"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="request">The command line.</param>
    /// <param name="cancellationToken">Cancels it; it is then done, or not, or done when it is called again.</param>
    public static Task<int> ExecuteAsync(string path, string id, UndoOptions options, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Refused = (run, problems) => UndoDocument.Create(run.Pipeline, new UndoResult { RunId = id }, options.DryRun, done: false, problems),
    }.ExecuteAsync(path, request, async (session, loaded, run) =>
    {
        var definition = loaded.Definition!;
        var entry = await FindAsync(definition, id, request, cancellationToken).ConfigureAwait(false);
        if (entry is null && id == RunsCommand.Last)
        {
            throw RunsCommand.NoSuchRun(definition.Name, id);
        }

        // Components see the run that is taken back, so that paths which depend on the run are its own.
        var undone = new RunInfo(entry?.Id ?? id, definition.Name, entry?.StartedAt ?? run.StartedAt) { Environment = definition.Environment };
        var locked = !options.DryRun || Directory.Exists(StatePaths.State(definition, request.Console.WorkingDirectory));
        var open = await OpenPipeline.OpenAsync(loaded, session, undone, PlanParts.Sinks, locked, lookOnly: options.DryRun).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        return open.Plan is { } plan
            ? await TakeBackAsync(open, plan, entry, options, request, cancellationToken).ConfigureAwait(false)
            : Refusal.Tell(open.Problems, UndoDocument.Create(definition.Name, new UndoResult { RunId = undone.Id }, options.DryRun, done: false, open.Problems), request);
    });

    private static async Task<int> TakeBackAsync(OpenPipeline open, PipelinePlan plan, RunEntry? entry, UndoOptions options, HostRequest request, CancellationToken cancellationToken)
    {
        using var undo = new PipelineUndo(plan, open.Engine, open.Run.Id, options.Leave);
        UndoResult found;
        try
        {
            found = await undo.ExamineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FaultException fault) when (entry is null && fault.Code == "engine.undo_not_kept")
        {
            throw RunsCommand.NoSuchRun(open.Definition.Name, open.Run.Id);
        }

        var findings = found.Refusals.Count > 0 ? found.Refusals : found.Warnings;
        FindingsPrinter.Print(request.Console.Error, findings);
        if (found.Refusals.Count > 0 || options.DryRun)
        {
            Tell(open, found, options.DryRun, done: false, findings, request);
            return found.Refusals.Count > 0 ? ExitCode.Failed : ExitCode.Done;
        }

        if (!found.TakenBackBefore)
        {
            Confirmation.Require(request, options.Yes, $"Run {found.RunId} would be taken back: {UndoDocument.Rows(found)}, {found.MemoryKeys} remembered keys, {found.DeadLetters} dead letters.");
        }

        var store = open.Services.Get<StateStore>();
        await store.CloseInterruptedAsync(open.Definition.Name, cancellationToken).ConfigureAwait(false);
        var uncut = await undo.TakeBackAsync(found, cancellationToken).ConfigureAwait(false);
        await store.MarkUndoneAsync(found.RunId, TimeProvider.System.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        FindingsPrinter.Print(request.Console.Error, uncut);
        Tell(open, found, dryRun: false, done: true, [.. findings, .. uncut], request);
        return uncut.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static async ValueTask<RunEntry?> FindAsync(PipelineDefinition definition, string id, HostRequest request, CancellationToken cancellationToken)
    {
        var store = StateStore.OpenReadOnly(StatePaths.State(definition, request.Console.WorkingDirectory), TimeProvider.System);
        await using var dispose = store.ConfigureAwait(false);
        return await RunsCommand.FindAsync(store, definition.Name, id, cancellationToken).ConfigureAwait(false);
    }

    private static void Tell(OpenPipeline open, UndoResult result, bool dryRun, bool done, IReadOnlyList<Diagnostic> findings, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, UndoDocument.Create(open.Definition.Name, result, dryRun, done, findings));
            return;
        }

        foreach (var line in UndoDocument.Lines(open.Definition.Name, result, done))
        {
            request.Console.Out.WriteLine(TerminalText.Clean(line));
        }
    }
}

/// <summary>How a run is taken back.</summary>
/// <param name="DryRun">Whether it is only said what would be done.</param>
/// <param name="Yes">Whether nobody is asked.</param>
/// <param name="Leave">Sinks beside the home that are left as they are.</param>
internal sealed record UndoOptions(bool DryRun, bool Yes, IReadOnlySet<string> Leave);
