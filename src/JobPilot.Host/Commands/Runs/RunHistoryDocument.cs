using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Runs;

/// <summary>Makes the documents of <c>runs</c> from what the list of runs keeps. An entry of another version shows what is understood of it.</summary>
internal static class RunHistoryDocument
{
    public static JsonObject List(string pipeline, IEnumerable<JsonObject> runs, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["runs"] = new JsonArray([.. runs]),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    public static JsonObject Show(string pipeline, JsonObject? run, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["run"] = run,
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    /// <summary>One run in short.</summary>
    /// <param name="entry">What is kept.</param>
    /// <param name="alive">Whether a host runs the pipeline now: without one, a run that never ended was interrupted.</param>
    public static JsonObject Brief(RunEntry entry, bool alive)
    {
        var details = Parse(entry.Details);
        var summary = Parse(entry.Summary);
        var findings = Array(summary, "diagnostics");
        return new JsonObject
        {
            ["run_id"] = entry.Id,
            ["kind"] = Text(details, "kind") ?? RunDetails.Run,
            ["replays"] = Text(details, "replays"),
            ["outcome"] = entry.Outcome == "running" && !alive ? "interrupted" : entry.Outcome,
            ["environment"] = entry.Environment,
            ["started_at"] = JsonOutput.Time(entry.StartedAt),
            ["ended_at"] = entry.EndedAt is { } ended ? JsonOutput.Time(ended) : null,
            ["undone_at"] = Text(details["undone"], "at"),
            ["elapsed_seconds"] = entry.EndedAt is { } end ? Math.Round((end - entry.StartedAt).TotalSeconds, 3) : null,
            ["totals"] = Totals(summary),
            ["errors"] = findings.Count(finding => Text(finding, "severity") == "error"),
            ["warnings"] = findings.Count(finding => Text(finding, "severity") == "warning"),
            ["config_hash"] = Text(details, "config_hash"),
        };
    }

    /// <summary>All that is kept of one run.</summary>
    public static JsonObject Full(RunEntry entry, bool alive)
    {
        var run = Brief(entry, alive);
        var summary = Parse(entry.Summary);
        run["files"] = Array(Parse(entry.Details), "files").DeepClone();
        run["versions"] = Parse(entry.Details)["versions"]?.DeepClone();
        run["components"] = Array(summary, "components").DeepClone();
        run["fallbacks"] = Array(summary, "fallbacks").DeepClone();
        run["shape_changes"] = Array(summary, "shape_changes").DeepClone();
        run["outputs"] = Array(summary, "outputs").DeepClone();
        run["debts"] = Array(summary, "debts").DeepClone();
        run["dead_letters"] = Text(summary, "dead_letters");
        run["findings"] = Array(summary, "diagnostics").DeepClone();
        return run;
    }

    /// <summary>A run that ended has them in its document; one that was interrupted has the counts of its last commit.</summary>
    private static JsonNode? Totals(JsonObject summary) =>
        (summary["totals"] ?? (summary.ContainsKey("collected") ? summary : null))?.DeepClone();

    private static JsonArray Array(JsonObject json, string name) => json[name] as JsonArray ?? [];

    private static string? Text(JsonNode? json, string name) => json is JsonObject found && found[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
