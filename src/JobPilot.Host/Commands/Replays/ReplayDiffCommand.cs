using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Engine.Diffs;
using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Replays;

/// <summary>Shows what a replay would change in the home's rows. Writes nothing.</summary>
internal static class ReplayDiffCommand
{
    /// <summary>Changed rows that are shown.</summary>
    private const int MostShown = 1000;
    private const int MostPrinted = 20;
    private const int Widest = 60;

    public static Task<int> ExecuteAsync(string path, ReplaySelection selection, double? maxChurn, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Refused = (run, problems) => Document(run.Pipeline, Refusal.ExitCodeOf(problems), [], null, maxChurn, problems),
    }.ExecuteAsync(path, request, async (session, loaded, run) =>
    {
        var definition = loaded.Definition!;
        var runs = new List<string>();
        var findings = new List<Diagnostic>();
        RowDiff? diff = null;
        RowDiffResult? result = null;
        var landings = await selection.ChooseAsync(definition, run.StartedAt, request, findings).ConfigureAwait(false);
        LandedCollectors.Check(definition, landings, request, findings);
        foreach (var landing in landings)
        {
            var landed = ReplayCommand.Open(landing, request, findings);
            var open = await OpenPipeline.OpenAsync(
                loaded, session, ReplayCommand.Replaying(landed, definition.Environment, request), PlanParts.All, locked: true, lookOnly: true, landed).ConfigureAwait(false);
            await using var dispose = open.ConfigureAwait(false);
            if (open.Plan is not { } made)
            {
                return Refusal.Tell(open.Problems, Document(definition.Name, Refusal.ExitCodeOf(open.Problems), runs, null, maxChurn, open.Problems), request);
            }

            var (plan, leftOut) = new LandingReplay(landed).Over(made);
            ReplayCommand.TellLeftOut(landed, leftOut, request, findings);
            diff ??= new RowDiff();
            var failure = await diff.AddAsync(plan, open.Engine, cancellationToken).ConfigureAwait(false);
            runs.Add(landed.Run.Id);
            if (failure is not null)
            {
                findings.AddRange([.. diff.Warnings, failure]);
                FindingsPrinter.Print(request.Console.Error, [failure]);
                return Tell(definition.Name, ExitCode.Failed, runs, null, maxChurn, findings, request);
            }

            if (landing == landings[^1])
            {
                result = await diff.CompareAsync(plan, MostShown, cancellationToken).ConfigureAwait(false);
            }
        }

        findings.AddRange(diff!.Warnings); // They were logged when they came up.
        var code = ExitCode.Done;
        if (maxChurn is { } most && result!.Churn > most)
        {
            var churn = new Diagnostic(
                "replay.churn", string.Create(CultureInfo.InvariantCulture, $"{result.Churn:P2} of the rows would change, which is more than --max-churn {most:P2}."))
            {
                Fix = "Look at the changes; replay without --diff once they are what you want.",
            };
            findings.Add(churn);
            FindingsPrinter.Print(request.Console.Error, [churn]);
            code = ExitCode.Failed;
        }

        return Tell(definition.Name, code, runs, result, maxChurn, findings, request);
    });

    private static int Tell(string pipeline, int code, List<string> runs, RowDiffResult? result, double? maxChurn, List<Diagnostic> findings, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, Document(pipeline, code, runs, result, maxChurn, findings));
        }
        else if (result is not null)
        {
            Print(request.Console.Out, pipeline, runs, result);
        }

        return code;
    }

    private static void Print(TextWriter writer, string pipeline, List<string> runs, RowDiffResult result)
    {
        foreach (var row in result.Rows.Take(MostPrinted))
        {
            writer.WriteLine(TerminalText.Clean($"{row.Kind,-9} {row.Key}"));
            foreach (var field in row.Fields)
            {
                writer.WriteLine(TerminalText.Clean($"          {field.Pointer}: {Short(field.Before)} -> {Short(field.After)}"));
            }
        }

        var shown = Math.Min(MostPrinted, result.Rows.Count);
        if (result.New + result.Changed + result.Vanished - shown is var more and > 0)
        {
            writer.WriteLine($"... and {more} more; --format json shows up to {MostShown}.");
        }

        writer.WriteLine(TerminalText.Clean(string.Create(
            CultureInfo.InvariantCulture,
            $"{pipeline}: {runs.Count} landed runs would give {result.New} new, {result.Changed} changed, {result.Unchanged} unchanged, {result.Vanished} vanished rows ({result.Churn:P2} churn). Nothing was written.")));
    }

    private static string Short(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "-";
        return text.Length <= Widest ? text : text[..Widest] + "…";
    }

    private static JsonObject Document(
        string pipeline, int exitCode, IEnumerable<string> runs, RowDiffResult? result, double? maxChurn, IReadOnlyList<Diagnostic> diagnostics) => new()
        {
            ["pipeline"] = pipeline,
            ["exit_code"] = exitCode,
            ["runs"] = new JsonArray([.. runs]),
            ["rows"] = result is null ? null : new JsonObject
            {
                ["new"] = result.New,
                ["changed"] = result.Changed,
                ["unchanged"] = result.Unchanged,
                ["vanished"] = result.Vanished,
            },
            ["churn"] = result is null ? null : Math.Round(result.Churn, 6),
            ["max_churn"] = maxChurn,
            ["changes"] = new JsonArray([.. (result?.Rows ?? []).Select(row => new JsonObject
            {
                ["key"] = row.Key,
                ["change"] = row.Kind,
                ["fields"] = new JsonArray([.. row.Fields.Select(field => new JsonObject
                {
                    ["pointer"] = field.Pointer,
                    ["before"] = field.Before?.DeepClone(),
                    ["after"] = field.After?.DeepClone(),
                })]),
            })]),
            ["diagnostics"] = JsonOutput.Of(diagnostics),
        };
}
