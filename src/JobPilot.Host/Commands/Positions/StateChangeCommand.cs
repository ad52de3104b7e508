using JobPilot.Engine;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Positions;

/// <summary>
/// Changes positions in the pipeline's home: under the pipeline's lock, in one transaction, with raised epochs. A run that is going on keeps the verb off.
/// </summary>
internal static class StateChangeCommand
{
    private static readonly IReadOnlyDictionary<string, string> NoMarks = new Dictionary<string, string>();

    /// <summary>Gives one split's position by hand; the next run goes on behind it.</summary>
    public static Task<int> SetAsync(string path, SplitName name, string position, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, request, (open, known, warnings) =>
        {
            if (!open.Fingerprints.TryGetValue(name.Component, out var fingerprint))
            {
                throw RefusedException.Missing(
                    "state.no_such_collector", $"The pipeline has no collector '{name.Component}'.", "Take the id that the pipeline gives it, or that `jobpilot-host plan PIPELINE` shows.");
            }

            PositionRules.Check(position, known.Splits.Where(split => SplitName.Parse(split.Key).Collector == name.Collector).Select(split => split.Value.Position).OfType<string>());
            var before = known.Splits.GetValueOrDefault(name.Qualified);
            if (before is null)
            {
                warnings.Add(Warning("state.new_split", $"The home knew no split '{name.Split}' of '{name.Collector}': where the collector does not list it, the next run says so."));
            }

            return [new PositionChange(name, before, new SplitState
            {
                Pass = before is null ? 1 : before.Done ? before.Pass + 1 : before.Pass,
                Suspended = true,
                Position = position,
                AsOf = open.Run.StartedAt,
                Since = before?.Since,
                Until = before?.Until,
                Full = before?.Full ?? false,
                Bookmark = before?.Bookmark,
                Fingerprint = fingerprint,
                Recent = before?.Recent ?? [],
                Retry = before?.Retry ?? [],
            })];
        }, cancellationToken);

    /// <summary>Forgets positions and bookmarks: the next run reads from the start.</summary>
    public static Task<int> ResetAsync(string path, SplitSelection selection, bool yes, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, request, (_, known, _) =>
        {
            var chosen = selection.Choose(known);
            if (chosen.Count > 0)
            {
                Confirmation.Require(request, yes, $"The positions of {selection} ({chosen.Count} of {known.Splits.Count}) would be forgotten, and the next run reads them from the start.");
            }

            return [.. chosen.Select(split => new PositionChange(split.Name, split.State, null))];
        }, cancellationToken, known => ForgottenShapes(selection, known));

    /// <summary>Moves the positions of a collector that was renamed to its new id.</summary>
    public static Task<int> CopyAsync(string path, string from, string to, string? split, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, request, (open, known, warnings) =>
        {
            if (!open.Fingerprints.TryGetValue(to, out var fingerprint))
            {
                throw RefusedException.Missing("state.no_such_collector", $"The pipeline has no collector '{to}'.", "Rename the collector in the pipeline first.");
            }

            var changes = new List<PositionChange>();
            foreach (var (name, state) in new SplitSelection(from, split).Choose(known))
            {
                var target = name with { Collector = to };
                if (known.Splits.ContainsKey(target.Qualified))
                {
                    throw RefusedException.Wrong(
                        "state.target_taken", $"'{to}' has a position of split '{name.Split}' already.", $"Run `jobpilot-host state reset PIPELINE --collector {to}` first, if it is not wanted.");
                }

                if (state.Fingerprint != fingerprint && target.Component == to)
                {
                    warnings.Add(Warning("state.other_query", $"The options of '{to}' are not those that split '{name.Split}' was read with: an open pass begins anew, its bookmark is kept."));
                }

                changes.Add(new PositionChange(target, null, state));
                changes.Add(new PositionChange(name, state, null));
            }

            return changes;
        }, cancellationToken, known => split is null ? MovedShape(from, to, known) : NoMarks);

    /// <summary>Writes positions to a document.</summary>
    public static Task<int> ExportAsync(string path, SplitSelection selection, string? output, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Parts = PlanParts.Sinks,
        LookOnly = true,
        Refused = (run, problems) => PositionExport.Write(run.Pipeline, run.StartedAt, [], problems),
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        using var home = new PipelineHome(plan, open.Engine);
        var splits = selection.Choose(await home.ReadAsync(cancellationToken).ConfigureAwait(false));
        var document = PositionExport.Write(open.Definition.Name, open.Run.StartedAt, splits, []);
        if (output is not null)
        {
            var file = Path.GetFullPath(output, request.Console.WorkingDirectory);
            await File.WriteAllTextAsync(file, JsonOutput.ToText(document) + "\n", cancellationToken).ConfigureAwait(false);
        }

        if (output is null || request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            request.Console.Out.WriteLine(TerminalText.Clean($"{open.Definition.Name}: {splits.Count} positions are in {output}."));
        }

        return ExitCode.Done;
    });

    /// <summary>Reads positions from a document; those that it does not hold stay as they are.</summary>
    public static Task<int> ImportAsync(string path, string file, SplitSelection selection, HostRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(path, request, (open, known, warnings) =>
        {
            var (pipeline, splits) = PositionExport.Read(ReadText(file, request), file);
            if (pipeline != open.Definition.Name)
            {
                warnings.Add(Warning("state.other_pipeline", $"{file} was exported from the pipeline '{pipeline}'."));
            }

            return [.. splits.Where(split => selection.Takes(split.Key)).OrderBy(split => split.Key.Qualified, StringComparer.Ordinal)
                .Select(split => new PositionChange(split.Key, known.Splits.GetValueOrDefault(split.Key.Qualified), split.Value))];
        }, cancellationToken);

    private static Task<int> ExecuteAsync(
        string path, HostRequest request, Func<OpenPipeline, Claim, List<Diagnostic>, IReadOnlyList<PositionChange>> decide, CancellationToken cancellationToken,
        Func<Claim, IReadOnlyDictionary<string, string>>? marks = null) => new PipelineVerb
        {
            Parts = PlanParts.Sinks,
            Locked = true,
            Refused = (run, problems) => PositionDocuments.Change(run.Pipeline, [], problems),
        }.ExecuteAsync(path, request, async (open, plan) =>
        {
            using var home = new PipelineHome(plan, open.Engine);
            var known = await home.ReadAsync(cancellationToken).ConfigureAwait(false);
            var warnings = new List<Diagnostic>();
            var changes = decide(open, known, warnings);
            FindingsPrinter.Print(request.Console.Error, warnings);

            // The next commit takes the place of what an interrupted run counted last.
            await open.Services.Get<StateStore>().CloseInterruptedAsync(open.Definition.Name, cancellationToken).ConfigureAwait(false);
            await home.ChangeAsync(
                changes.ToDictionary(change => change.Name.Qualified, change => change.After, StringComparer.Ordinal), marks?.Invoke(known) ?? NoMarks, cancellationToken).ConfigureAwait(false);
            Tell(open.Definition.Name, changes, warnings, request);
            return ExitCode.Done;
        });

    /// <summary>Whoever begins a source anew wants its shape learnt anew; one split alone says nothing of it.</summary>
    private static IReadOnlyDictionary<string, string> ForgottenShapes(SplitSelection selection, Claim known)
    {
        if (selection.Split is not null)
        {
            return NoMarks;
        }

        string[]? own = selection.Collector is { } collector ? [PipelineHome.ShapeMark(collector), PipelineHome.ShapeMark($"{collector}.fallback")] : null;
        return known.Marks.Keys.Where(mark => mark.StartsWith(PipelineHome.ShapeMark(""), StringComparison.Ordinal) && own?.Contains(mark) != false).ToDictionary(mark => mark, _ => "", StringComparer.Ordinal);
    }

    /// <summary>What is known of a source's shape goes with its collector, and that of its fallback too.</summary>
    private static IReadOnlyDictionary<string, string> MovedShape(string former, string id, Claim known)
    {
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var suffix in (string[])["", ".fallback"])
        {
            if (known.Marks.TryGetValue(PipelineHome.ShapeMark(former + suffix), out var shape))
            {
                marks[PipelineHome.ShapeMark(id + suffix)] = shape;
                marks[PipelineHome.ShapeMark(former + suffix)] = "";
            }
        }

        return marks;
    }

    private static void Tell(string pipeline, IReadOnlyList<PositionChange> changes, IReadOnlyList<Diagnostic> warnings, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, PositionDocuments.Change(pipeline, changes, warnings));
            return;
        }

        foreach (var change in changes)
        {
            request.Console.Out.WriteLine(TerminalText.Clean($"{change.Name.Qualified}: {Describe(change.Before)} -> {Describe(change.After)}"));
        }

        request.Console.Out.WriteLine(TerminalText.Clean($"{pipeline}: {changes.Count} positions changed."));
    }

    private static string Describe(SplitState? state) => state is null ? "nothing" : $"{PositionDocuments.Name(state)} {state.Position ?? ""}".TrimEnd();

    private static Diagnostic Warning(string code, string message) => new(code, message) { Severity = DiagnosticSeverity.Warning };

    private static string ReadText(string file, HostRequest request)
    {
        if (file == "-")
        {
            return request.Console.In().ReadToEnd();
        }

        try
        {
            return File.ReadAllText(Path.GetFullPath(file, request.Console.WorkingDirectory));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RefusedException.Missing("state.file_unreadable", $"{file} cannot be read: {exception.Message}", "Name a file that `jobpilot-host state export` wrote.");
        }
    }
}
