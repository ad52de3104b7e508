using System.Text.Json.Nodes;
using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Replays;

/// <summary>Runs a pipeline again on the answers that former runs landed, one run after the other, the oldest first.</summary>
internal static class ReplayCommand
{
    public static Task<int> ExecuteAsync(string path, ReplaySelection selection, HostRequest request) => new PipelineVerb
    {
        Refused = (run, problems) => Document(run.Pipeline, Refusal.ExitCodeOf(problems), [], problems),
    }.ExecuteAsync(path, request, async (session, loaded, run) =>
    {
        var definition = loaded.Definition!;
        var runs = new List<JsonObject>();
        var findings = new List<Diagnostic>();
        var code = ExitCode.Done;
        var landings = await selection.ChooseAsync(definition, run.StartedAt, request, findings).ConfigureAwait(false);
        LandedCollectors.Check(definition, landings, request, findings);
        foreach (var landing in landings)
        {
            var landed = Open(landing, request, findings);
            var open = await OpenPipeline.OpenAsync(loaded, session, Replaying(landed, definition.Environment, request), PlanParts.All, locked: true, landed: landed).ConfigureAwait(false);
            await using var dispose = open.ConfigureAwait(false);
            if (open.Plan is not { } made)
            {
                findings.AddRange(open.Problems);
                return Refusal.Tell(open.Problems, Document(definition.Name, Refusal.ExitCodeOf(open.Problems), runs, findings), request);
            }

            var (plan, leftOut) = new LandingReplay(landed).Over(made);
            TellLeftOut(landed, leftOut, request, findings);
            var (report, document) = await RunExecution.ExecuteAsync(open, plan, RunDetails.Replay, request).ConfigureAwait(false);
            if (!request.Json)
            {
                request.Console.Out.WriteLine(TerminalText.Clean($"{definition.Name}: replayed run {landed.Run.Id} of {JsonOutput.Time(landed.Run.StartedAt)}, {landed.Count} answers; no source was called."));
                RunSummary.Print(request.Console.Out, report);
            }

            runs.Add(new JsonObject { ["replays"] = landed.Run.Id, ["answers"] = landed.Count, ["left_out"] = new JsonArray([.. leftOut]), ["run"] = document });
            code = report.ExitCode;
            if (code != ExitCode.Done)
            {
                break;
            }
        }

        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, Document(definition.Name, code, runs, findings));
        }

        return code;
    });

    /// <summary>The run under which components are made: they see the start of the landed run, as they did then.</summary>
    public static RunInfo Replaying(LandedRun landed, string environment, HostRequest request) =>
        new(RunIds.Create(TimeProvider.System.GetUtcNow()), landed.Run.Pipeline, landed.Run.StartedAt) { Environment = environment, Limit = request.Limit ?? landed.Run.Limit };

    /// <summary>Reads a landing, and tells where its end is torn.</summary>
    public static LandedRun Open(string path, HostRequest request, List<Diagnostic> findings)
    {
        var landed = LandedRun.Open(path);
        if (landed.Torn is { } torn)
        {
            Tell(torn, request, findings);
        }

        return landed;
    }

    public static void TellLeftOut(LandedRun landed, IReadOnlyList<string> leftOut, HostRequest request, List<Diagnostic> findings)
    {
        if (leftOut.Count == 0)
        {
            return;
        }

        var finding = new Diagnostic("landing.left_out", $"Run {landed.Run.Id} landed nothing of {string.Join(", ", leftOut.Select(id => $"'{id}'"))}: left out of its replay.")
        {
            Severity = DiagnosticSeverity.Warning,
            Fix = "Only answers of HTTP sources are landed. A file is read anew by a run.",
        };
        Tell(finding, request, findings);
    }

    public static void Tell(Diagnostic finding, HostRequest request, List<Diagnostic> findings)
    {
        FindingsPrinter.Print(request.Console.Error, [finding]);
        findings.Add(finding);
    }

    private static JsonObject Document(string pipeline, int exitCode, IEnumerable<JsonObject> runs, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["exit_code"] = exitCode,
        ["runs"] = new JsonArray([.. runs]),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };
}
