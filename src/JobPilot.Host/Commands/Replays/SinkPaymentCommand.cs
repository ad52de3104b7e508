using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Http.Landing;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Replays;

/// <summary>
/// Gives an optional sink what it missed: from the home's rows where the home can show them, else from what the runs landed, a run of its own for each.
/// </summary>
internal sealed class SinkPaymentCommand
{
    private readonly string _sink;
    private readonly HostRequest _request;
    private readonly List<Diagnostic> _findings = [];
    private readonly List<JsonObject> _runs = [];
    private int _code = ExitCode.Done;

    private SinkPaymentCommand(string sink, HostRequest request) => (_sink, _request) = (sink, request);

    /// <summary>Pays all that the sink owes, the oldest run first.</summary>
    public static Task<int> PayAsync(string path, string sink, HostRequest request, CancellationToken cancellationToken) => Verb(sink).ExecuteAsync(
        path, request, (session, loaded, run) => new SinkPaymentCommand(sink, request).PayAsync(session, loaded, run, cancellationToken));

    /// <summary>Gives up all that the sink owes, paying nothing.</summary>
    public static Task<int> ForgetAsync(string path, string sink, bool yes, HostRequest request, CancellationToken cancellationToken) => Verb(sink, PlanParts.Sinks, locked: true).ExecuteAsync(
        path, request, async (open, plan) =>
        {
            using var home = new PipelineHome(plan, open.Engine);
            var debts = new SinkDebts(await home.ReadAsync(cancellationToken).ConfigureAwait(false), sink);
            if (debts.Forgotten.Count > 0)
            {
                Confirmation.Require(request, yes, $"{Owed(debts.ByRun)} records that '{sink}' missed are given up.");
                await open.Services.Get<State.StateStore>().CloseInterruptedAsync(open.Definition.Name, cancellationToken).ConfigureAwait(false);
                await home.ChangeAsync(new Dictionary<string, SplitState?>(), new Dictionary<string, string>(), cancellationToken, debts.Forgotten).ConfigureAwait(false);
            }

            if (request.Json)
            {
                JsonOutput.Write(request.Console.Out, Document(open.Definition.Name, sink, ExitCode.Done, [], [], []));
            }
            else
            {
                request.Console.Out.WriteLine(TerminalText.Clean($"{open.Definition.Name}: sink {sink} owes nothing any more; {Owed(debts.ByRun)} records were given up."));
            }

            return ExitCode.Done;
        });

    private static PipelineVerb Verb(string sink, PlanParts parts = PlanParts.All, bool locked = false) => new()
    {
        Parts = parts,
        Locked = locked,
        Refused = (run, problems) => Document(run.Pipeline, sink, Refusal.ExitCodeOf(problems), [], [], problems),
    };

    private async Task<int> PayAsync(PipelineSession session, LoadResult loaded, RunInfo run, CancellationToken cancellationToken)
    {
        var definition = loaded.Definition!;
        Check(definition);
        var folder = StatePaths.Landing(definition, _request.Console.WorkingDirectory);
        var landed = LandingFolder.Runs(folder).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<SinkDebt> left;
        IReadOnlyList<string> toLand;
        var open = await OpenPipeline.OpenAsync(loaded, session, run, PlanParts.Sinks, locked: true).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            if (open.Plan is not { } plan)
            {
                return Refusal.Tell(open.Problems, Document(definition.Name, _sink, Refusal.ExitCodeOf(open.Problems), [], [], open.Problems), _request);
            }

            var debts = await ReadAsync(open, plan, cancellationToken).ConfigureAwait(false);
            left = debts.ByRun;
            toLand = [.. debts.LandedRuns(plan).Where(landed.Contains)];
            Tell(debts.Unpayable(plan, landed.Contains));
            if (SinkPayment.FromRows(plan, debts) is { } payment)
            {
                left = await RunAsync(open, payment, null, []).ConfigureAwait(false);
            }
        }

        foreach (var one in toLand.TakeWhile(_ => _code == ExitCode.Done))
        {
            left = await PayFromLandingAsync(session, loaded, LandingFolder.PathOf(folder, one), cancellationToken).ConfigureAwait(false) ?? left;
        }

        if (_code == ExitCode.Done && left.Count > 0)
        {
            _code = _runs.Count == 0 ? ExitCode.Environment : ExitCode.Failed;
        }

        return Tell(definition.Name, left);
    }

    private async Task<IReadOnlyList<SinkDebt>?> PayFromLandingAsync(PipelineSession session, LoadResult loaded, string path, CancellationToken cancellationToken)
    {
        var landed = ReplayCommand.Open(path, _request, _findings);
        var run = ReplayCommand.Replaying(landed, loaded.Definition!.Environment, _request);
        run = new RunInfo(run.Id, run.Pipeline, run.StartedAt) { Environment = run.Environment }; // The debt names its pages: no limit cuts them once more.
        var open = await OpenPipeline.OpenAsync(loaded, session, run, PlanParts.All, locked: true, landed: landed).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        if (open.Plan is not { } made)
        {
            Tell(open.Problems);
            _code = Refusal.ExitCodeOf(open.Problems);
            return null;
        }

        var (plan, leftOut) = new LandingReplay(landed).Over(made);
        if (SinkPayment.FromLanding(plan, await ReadAsync(open, plan, cancellationToken).ConfigureAwait(false)) is not { } payment)
        {
            TellNotLanded(landed, loaded.Definition);
            return null;
        }

        var left = await RunAsync(open, payment, landed, leftOut).ConfigureAwait(false);
        if (_code == ExitCode.Done && left.Any(debt => debt.RunId == landed.Run.Id))
        {
            TellNotLanded(landed, loaded.Definition);
        }

        return left;
    }

    private async Task<IReadOnlyList<SinkDebt>> RunAsync(OpenPipeline open, PipelinePlan payment, LandedRun? landed, IReadOnlyList<string> leftOut)
    {
        var (report, document) = await RunExecution.ExecuteAsync(open, payment, RunDetails.Replay, _request).ConfigureAwait(false);
        _code = report.ExitCode;
        _runs.Add(new JsonObject { ["replays"] = landed?.Run.Id, ["answers"] = landed?.Count ?? 0, ["left_out"] = new JsonArray([.. leftOut]), ["run"] = document });
        if (!_request.Json)
        {
            RunSummary.Print(_request.Console.Out, report);
        }

        return [.. report.Result.Debts.Where(debt => debt.Sink == _sink)];
    }

    private async ValueTask<SinkDebts> ReadAsync(OpenPipeline open, PipelinePlan plan, CancellationToken cancellationToken)
    {
        using var home = new PipelineHome(plan, open.Engine);
        RefuseHome(home);
        return new SinkDebts(await home.ReadAsync(cancellationToken).ConfigureAwait(false), _sink);
    }

    private void Check(PipelineDefinition definition)
    {
        if (definition.Sinks.FirstOrDefault(sink => sink.Id == _sink) is not { } known)
        {
            throw RefusedException.Wrong(
                "replay.no_such_sink", $"The pipeline '{definition.Name}' has no sink '{_sink}'; it has {string.Join(", ", definition.Sinks.Select(sink => $"'{sink.Id}'"))}.",
                "Name one of these. What a sink owes that is no more there can only be given up: --forget.");
        }

        if (!known.Enabled)
        {
            throw RefusedException.Wrong("replay.sink_is_off", $"The sink '{_sink}' is switched off.", "Set `enabled: true` on it and pay then.");
        }
    }

    private void RefuseHome(PipelineHome home)
    {
        if (home.Component == _sink)
        {
            throw RefusedException.Wrong("replay.sink_is_home", $"'{_sink}' is the home of its pipeline: no run goes on without it, so it owes nothing.", "`jobpilot-host state show PIPELINE` shows which sink owes what.");
        }
    }

    private void TellNotLanded(LandedRun landed, PipelineDefinition definition) => Tell([LandedCollectors.Find(definition, landed) is { Severity: DiagnosticSeverity.Error } gone ? gone : new Diagnostic("replay.not_landed", $"The landing of run {landed.Run.Id} does not hold all pages that sink {_sink} owes; the rest is still owed.")
    {
        Fix = $"Collect it again by a run with --full, then give the rest up: jobpilot-host replay PIPELINE --sink {_sink} --forget",
    }]);

    private void Tell(IReadOnlyList<Diagnostic> findings)
    {
        FindingsPrinter.Print(_request.Console.Error, findings);
        _findings.AddRange(findings);
    }

    private int Tell(string pipeline, IReadOnlyList<SinkDebt> left)
    {
        if (_request.Json)
        {
            JsonOutput.Write(_request.Console.Out, Document(pipeline, _sink, _code, _runs, left, _findings));
        }
        else
        {
            _request.Console.Out.WriteLine(TerminalText.Clean(left.Count == 0 ? $"{pipeline}: sink {_sink} owes nothing{(_runs.Count > 0 ? " any more" : "")}." : $"{pipeline}: {SinkDebt.Tell(left).Message}"));
        }

        return _code;
    }

    private static string Owed(IReadOnlyList<SinkDebt> debts) => RunSummary.N(debts.Sum(debt => debt.Records));

    private static JsonObject Document(
        string pipeline, string sink, int exitCode, IEnumerable<JsonObject> runs, IReadOnlyList<SinkDebt> debts, IReadOnlyList<Diagnostic> diagnostics) => new()
        {
            ["pipeline"] = pipeline,
            ["sink"] = sink,
            ["exit_code"] = exitCode,
            ["runs"] = new JsonArray([.. runs]),
            ["debts"] = JsonOutput.Of(debts),
            ["diagnostics"] = JsonOutput.Of(diagnostics),
        };
}
