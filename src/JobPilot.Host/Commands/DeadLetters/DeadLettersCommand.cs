using System.Text.Json.Nodes;
using JobPilot.Engine;
using JobPilot.Engine.DeadLetters;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.DeadLetters;

/// <summary>Shows, purges and replays the dead letters of a pipeline.</summary>
internal static class DeadLettersCommand
{
    private const int Widest = 100;

    public static Task<int> ListAsync(string path, DeadLetterSelection selection, HostRequest request, CancellationToken cancellationToken) =>
        Look((run, problems) => DeadLetterDocuments.List(run.Pipeline, problems)).ExecuteAsync(path, request, async (open, plan) =>
        {
            var (archive, chosen) = await OpenAsync(open, plan, selection, onlyLooks: true, request, cancellationToken).ConfigureAwait(false);
            if (request.Json)
            {
                DeadLetterDocuments.WriteList(request.Console.Out, open.Definition.Name, archive, chosen, open.Services.Get<SecretRedactor>());
            }
            else
            {
                PrintTable(request.Console.Out, open, chosen);
            }

            return ExitCode.Done;
        });

    public static Task<int> ShowAsync(string path, string id, HostRequest request, CancellationToken cancellationToken) =>
        Look((run, problems) => DeadLetterDocuments.Show(run.Pipeline, null, problems)).ExecuteAsync(path, request, async (open, plan) =>
        {
            var (archive, chosen) = await OpenAsync(open, plan, new DeadLetterSelection { Ids = [id] }, onlyLooks: true, request, cancellationToken).ConfigureAwait(false);
            var letter = DeadLetterDocuments.Whole(chosen[0], archive.ReadPayload(chosen[0]), open.Services.Get<SecretRedactor>());
            if (request.Json)
            {
                JsonOutput.Write(request.Console.Out, DeadLetterDocuments.Show(open.Definition.Name, letter, archive.Findings));
                return ExitCode.Done;
            }

            foreach (var (name, value) in letter.Where(field => field.Key != "payload"))
            {
                request.Console.Out.WriteLine(TerminalText.Clean($"{name,-13} {value?.ToString() ?? "-"}"));
            }

            request.Console.Out.WriteLine(TerminalText.Clean(letter["payload"] is { } payload ? JsonOutput.ToText(payload) : "null", keepLines: true));
            return ExitCode.Done;
        });

    public static Task<int> PurgeAsync(string path, DeadLetterSelection selection, bool all, bool yes, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Parts = PlanParts.Sinks,
        Locked = true,
        Refused = (run, problems) => DeadLetterDocuments.Purge(run.Pipeline, 0, 0, problems),
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        if (all == selection.Narrows)
        {
            throw RefusedException.Wrong("command_line.purge_what", "Say which dead letters are to go: --all, or --older-than, --run, --component.", "For instance --older-than 30d.");
        }

        var (archive, chosen) = await OpenAsync(open, plan, selection, onlyLooks: false, request, cancellationToken).ConfigureAwait(false);
        if (chosen.Count > 0 || all)
        {
            Confirmation.Require(request, yes, $"{chosen.Count} of {archive.Entries.Count} dead letters would be removed for good.");
            await RewriteAsync(open, plan, archive, chosen.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal), all, cancellationToken).ConfigureAwait(false);
        }

        var kept = archive.Entries.Count - chosen.Count;
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, DeadLetterDocuments.Purge(open.Definition.Name, chosen.Count, kept, archive.Findings));
        }
        else
        {
            request.Console.Out.WriteLine(TerminalText.Clean($"{open.Definition.Name}: {chosen.Count} dead letters removed, {kept} kept."));
        }

        return ExitCode.Done;
    });

    public static Task<int> ReplayAsync(string path, DeadLetterSelection selection, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Parts = PlanParts.Processors | PlanParts.Sinks,
        Locked = true,
        Refused = (run, problems) => DeadLetterDocuments.Replay(run.Pipeline, 0, null, null, Refusal.ExitCodeOf(problems), problems),
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        var (archive, chosen) = await OpenAsync(open, plan, selection, onlyLooks: false, request, cancellationToken).ConfigureAwait(false);
        if (chosen.Count == 0)
        {
            Tell(open, 0, null, null, ExitCode.Done, archive, request);
            return ExitCode.Done;
        }

        var replay = new DeadLetterReplay(archive, chosen);
        var types = open.Definition.Collectors.ToDictionary(collector => collector.Id, collector => collector.Type, StringComparer.Ordinal);
        var (report, document) = await RunExecution.ExecuteAsync(open, replay.Over(plan, types.GetValueOrDefault), RunDetails.Replay, request).ConfigureAwait(false);
        if (replay.Replayed + replay.FailedAgain > 0)
        {
            // The home has decided; what it took out need not stay on the disk.
            var after = await ReadAsync(open, plan, onlyLooks: false, cancellationToken).ConfigureAwait(false);
            await RewriteAsync(open, plan, after, new HashSet<string>(), unreadableToo: false, cancellationToken).ConfigureAwait(false);
        }

        Tell(open, chosen.Count, replay, document, report.ExitCode, archive, request);
        if (!request.Json)
        {
            RunSummary.Print(request.Console.Out, report);
        }

        return report.ExitCode;
    });

    private static PipelineVerb Look(Func<RunInfo, IReadOnlyList<Diagnostic>, JsonObject> refused) => new() { Parts = PlanParts.Sinks, LookOnly = true, Refused = refused };

    private static async ValueTask<(DeadLetterArchive Archive, IReadOnlyList<DeadLetterEntry> Chosen)> OpenAsync(
        OpenPipeline open, PipelinePlan plan, DeadLetterSelection selection, bool onlyLooks, HostRequest request, CancellationToken cancellationToken)
    {
        var archive = await ReadAsync(open, plan, onlyLooks, cancellationToken).ConfigureAwait(false);
        FindingsPrinter.Print(request.Console.Error, archive.Findings);
        return (archive, selection.Choose(archive, open.Run.StartedAt));
    }

    /// <summary>Reads the file as far as the home has committed it. Whoever only looks may do so while a run has the home to itself: then the whole file is read.</summary>
    private static async ValueTask<DeadLetterArchive> ReadAsync(OpenPipeline open, PipelinePlan plan, bool onlyLooks, CancellationToken cancellationToken)
    {
        using var home = new PipelineHome(plan, open.Engine);
        var location = open.Engine.DeadLetters.Location;
        string? mark = null;
        var owner = new DeadLetterOwner(open.Definition.Name, "");
        try
        {
            var known = await home.ReadAsync(cancellationToken).ConfigureAwait(false);
            mark = PipelineHome.DeadLettersMark(known.Marks, location);
            owner = owner with { HomeId = known.HomeId };
        }
        catch (FaultException) when (onlyLooks)
        {
            // The letters are there all the same.
        }

        return DeadLetterArchive.Open(location, mark, owner);
    }

    private static async ValueTask RewriteAsync(
        OpenPipeline open, PipelinePlan plan, DeadLetterArchive archive, IReadOnlySet<string> removed, bool unreadableToo, CancellationToken cancellationToken)
    {
        await open.Services.Get<DeadLetterFile>().DisposeAsync().ConfigureAwait(false);
        var mark = archive.Rewrite(removed, unreadableToo);
        await open.Services.Get<State.StateStore>().CloseInterruptedAsync(open.Definition.Name, cancellationToken).ConfigureAwait(false);
        using var home = new PipelineHome(plan, open.Engine);
        await home.ChangeAsync(
            new Dictionary<string, SplitState?>(), PipelineHome.MarksOfDeadLetters(mark, open.Engine.DeadLetters.Location), cancellationToken).ConfigureAwait(false);
    }

    private static void Tell(
        OpenPipeline open, int selected, DeadLetterReplay? replay, JsonObject? run, int exitCode, DeadLetterArchive archive, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, DeadLetterDocuments.Replay(open.Definition.Name, selected, replay, run, exitCode, archive.Findings));
            return;
        }

        request.Console.Out.WriteLine(TerminalText.Clean(
            $"{open.Definition.Name}: {selected} dead letters sent again, {replay?.Replayed ?? 0} came through and are removed, {replay?.FailedAgain ?? 0} were rejected again."));
    }

    private static void PrintTable(TextWriter writer, OpenPipeline open, IReadOnlyList<DeadLetterEntry> chosen)
    {
        if (chosen.Count == 0)
        {
            writer.WriteLine(TerminalText.Clean($"{open.Definition.Name}: no dead letters."));
            return;
        }

        var redactor = open.Services.Get<SecretRedactor>();
        var width = Math.Max(9, chosen.Max(entry => entry.Component.Length));
        writer.WriteLine($"{"id",-31}  {"component".PadRight(width)}  {"attempts",8}  {"at",-24}  reason");
        foreach (var entry in chosen)
        {
            var reason = redactor.Redact(entry.Reason);
            writer.WriteLine(TerminalText.Clean(
                $"{entry.Id,-31}  {entry.Component.PadRight(width)}  {entry.Attempts,8}  {JsonOutput.Time(entry.At),-24}  {(reason.Length <= Widest ? reason : reason[..Widest] + "…")}"));
        }
    }
}
