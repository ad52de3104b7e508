using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Runs;

/// <summary>Shows the runs of a pipeline. Changes and makes nothing.</summary>
internal static class RunsCommand
{
    /// <summary>Names the newest run.</summary>
    public const string Last = "last";
    private const int MostByDefault = 20;

    public static Task<int> ListAsync(string path, HostRequest request, CancellationToken cancellationToken) => Verb(
        (run, problems) => RunHistoryDocument.List(run.Pipeline, [], problems)).ExecuteAsync(path, request, async (open, _) =>
    {
        var count = (int)Math.Min(request.Limit ?? MostByDefault, 100_000);
        var entries = await open.Services.Get<StateStore>().ListRunsAsync(open.Definition.Name, count, cancellationToken).ConfigureAwait(false);
        var alive = IsAlive(open, request, entries);
        var runs = entries.Select(entry => RunHistoryDocument.Brief(entry, alive)).ToList();
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, RunHistoryDocument.List(open.Definition.Name, runs, []));
        }
        else
        {
            PrintTable(request.Console.Out, open.Definition.Name, runs);
        }

        return ExitCode.Done;
    });

    public static Task<int> ShowAsync(string path, string id, HostRequest request, CancellationToken cancellationToken) => Verb(
        (run, problems) => RunHistoryDocument.Show(run.Pipeline, null, problems)).ExecuteAsync(path, request, async (open, _) =>
    {
        var store = open.Services.Get<StateStore>();
        var entry = await FindAsync(store, open.Definition.Name, id, cancellationToken).ConfigureAwait(false) ?? throw NoSuchRun(open.Definition.Name, id);
        var run = RunHistoryDocument.Full(entry, IsAlive(open, request, [entry]));
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, RunHistoryDocument.Show(open.Definition.Name, run, []));
        }
        else
        {
            PrintDetails(request.Console.Out, run);
        }

        return ExitCode.Done;
    });

    /// <summary>Finds a run of a pipeline by its id, or the newest one; null where there is none.</summary>
    public static async ValueTask<RunEntry?> FindAsync(StateStore store, string pipeline, string id, CancellationToken cancellationToken)
    {
        var entry = id == Last
            ? (await store.ListRunsAsync(pipeline, 1, cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            : await store.GetRunAsync(id, cancellationToken).ConfigureAwait(false);
        return entry?.Pipeline == pipeline ? entry : null;
    }

    public static RefusedException NoSuchRun(string pipeline, string id) =>
        RefusedException.Missing("runs.no_such_run", $"The pipeline '{pipeline}' has no run '{id}'.", "`jobpilot-host runs list PIPELINE` shows its runs.");

    private static PipelineVerb Verb(Func<RunInfo, IReadOnlyList<Diagnostic>, JsonObject> refused) => new() { Parts = PlanParts.None, LookOnly = true, Refused = refused };

    /// <summary>Whether a host runs the pipeline now. The lock of a dead process is free, whatever its entry says.</summary>
    private static bool IsAlive(OpenPipeline open, HostRequest request, IReadOnlyList<RunEntry> entries)
    {
        if (entries.All(entry => entry.Outcome != "running"))
        {
            return false;
        }

        using var pipelineLock = PipelineLock.TryAcquire(StatePaths.State(open.Definition, request.Console.WorkingDirectory), open.Definition.Name, TimeProvider.System, out _);
        return pipelineLock is null;
    }

    private static void PrintTable(TextWriter writer, string pipeline, List<JsonObject> runs)
    {
        if (runs.Count == 0)
        {
            writer.WriteLine(TerminalText.Clean($"{pipeline}: no runs yet."));
            return;
        }

        writer.WriteLine($"{"run",-22}  {"kind",-6}  {"outcome",-11}  {"started",-24}  {"seconds",8}  {"collected",9}  {"written",8}  {"rejected",8}  {"errors",6}  config");
        foreach (var run in runs)
        {
            writer.WriteLine(TerminalText.Clean(
                $"{Text(run, "run_id"),-22}  {Text(run, "kind"),-6}  {Text(run, "outcome"),-11}  {Text(run, "started_at"),-24}  {Text(run, "elapsed_seconds"),8}  {Text(run["totals"], "collected"),9}  {Text(run["totals"], "written"),8}  {Text(run["totals"], "dead_lettered"),8}  {Text(run, "errors"),6}  {Text(run, "config_hash")}"));
        }
    }

    private static void PrintDetails(TextWriter writer, JsonObject run)
    {
        foreach (var name in new[] { "run_id", "kind", "replays", "outcome", "environment", "started_at", "ended_at", "undone_at", "elapsed_seconds", "config_hash", "dead_letters" })
        {
            Line($"{name,-16} {Text(run, name)}");
        }

        Line($"{"totals",-16} {(run["totals"] is JsonObject totals ? string.Join(", ", totals.Select(total => $"{total.Value} {total.Key.Replace('_', '-')}")) : "-")}");
        if (run["versions"] is { } versions)
        {
            Line($"{"versions",-16} host {Text(versions, "host")}, contract {Text(versions, "contract")}, runtime {Text(versions, "runtime")}");
            foreach (var plugin in versions["plugins"]!.AsArray())
            {
                Line($"{"",-16} {Text(plugin, "assembly")} {Text(plugin, "version")}");
            }
        }

        foreach (var file in run["files"]!.AsArray())
        {
            Line($"{"file",-16} {Text(file, "component")}: {Text(file, "path")} {Text(file, "sha256")[..16]}");
        }

        foreach (var one in run["components"]!.AsArray())
        {
            Line($"{Text(one, "kind"),-16} {Text(one, "id")}: {Text(one, "in")} in, {Text(one, "out")} out, {Text(one, "dropped")} dropped, {Text(one, "rejected")} rejected, {Text(one, "seconds")} s");
        }

        foreach (var change in run["shape_changes"]!.AsArray())
        {
            Line(ShapeLine.Of(
                Text(change, "collector"), Text(change, "field"), Text(change, "change"), (string?)change!["before"], (string?)change["now"], (long)change["records"]!, Text(change, "action")));
        }

        foreach (var output in run["outputs"]!.AsArray())
        {
            Line($"{"output",-16} {Text(output, "sink")}: {Text(output, "location")}");
        }

        foreach (var debt in run["debts"]!.AsArray())
        {
            Line($"{"debt",-16} {Text(debt, "sink")} owed {Text(debt, "records")} records of run {Text(debt, "run_id")} when it ended");
        }

        foreach (var finding in run["findings"]!.AsArray())
        {
            Line($"{Text(finding, "severity"),-16} {Text(finding, "code")} {Text(finding, "message")} {Text(finding, "fix")}");
        }

        void Line(string line) => writer.WriteLine(TerminalText.Clean(line));
    }

    private static string Text(JsonNode? node, string name) => node?[name] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "-";
}
