using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>The JSON document of a run.</summary>
internal static class RunDocument
{
    public static JsonObject Create(RunReport report)
    {
        var totals = report.Result.Totals;
        return new JsonObject
        {
            ["pipeline"] = report.Run.Pipeline,
            ["run_id"] = report.Run.Id,
            ["outcome"] = Name(report.Result.Outcome),
            ["exit_code"] = report.ExitCode,
            ["started_at"] = JsonOutput.Time(report.Run.StartedAt),
            ["elapsed_seconds"] = Math.Round(report.Elapsed.TotalSeconds, 3),
            ["totals"] = new JsonObject
            {
                ["collected"] = totals.Collected,
                ["written"] = totals.Written,
                ["duplicates"] = totals.Duplicates,
                ["dropped"] = totals.Dropped,
                ["dead_lettered"] = totals.DeadLettered,
                ["inserted"] = totals.Rows.Inserted,
                ["updated"] = totals.Rows.Updated,
                ["unchanged"] = totals.Rows.Unchanged,
                ["deleted"] = totals.Rows.Deleted,
            },
            ["components"] = new JsonArray([.. report.Result.Components.Select(Component)]),
            ["fallbacks"] = new JsonArray([.. report.Result.Fallbacks.Select(Fallback)]),
            ["shape_changes"] = new JsonArray([.. report.Result.ShapeChanges.Select(Change)]),
            ["outputs"] = new JsonArray([.. report.Outputs.Select(output => new JsonObject { ["sink"] = output.Sink, ["location"] = output.Location })]),
            ["debts"] = JsonOutput.Of(report.Result.Debts),
            ["dead_letters"] = report.DeadLetters,
            ["diagnostics"] = JsonOutput.Of(report.Diagnostics),
        };
    }

    /// <summary>The same document where nothing ran, since a plugin, a file or a server is missing.</summary>
    public static JsonObject Refused(RunInfo run, int exitCode, IReadOnlyList<Diagnostic> problems) => Create(new RunReport
    {
        Run = run,
        Result = new RunResult { Outcome = RunOutcome.Failed, Totals = new RunTotals(), Components = [], Fallbacks = [] },
        ExitCode = exitCode,
        Elapsed = TimeSpan.Zero,
        Outputs = [],
        DeadLetters = "",
        Diagnostics = problems,
    });

    public static string Name(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Cancelled => "cancelled",
        _ => "failed",
    };

    /// <summary>An enumeration's name as documents have it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static JsonObject Component(ComponentProgress component)
    {
        var document = new JsonObject
        {
            ["id"] = component.Id,
            ["kind"] = component.Kind,
            ["type"] = component.Type,
            ["in"] = component.In,
            ["out"] = component.Out,
            ["dropped"] = component.Dropped,
            ["rejected"] = component.Rejected,
            ["seconds"] = Math.Round(component.Seconds, 3),
        };
        if (component.Shape is { } shape)
        {
            document["shape"] = Shape(shape);
        }

        return document;
    }

    private static JsonObject Shape(ShapeCounts shape) => new()
    {
        ["new"] = shape.New,
        ["retyped"] = shape.Retyped,
        ["widened"] = shape.Widened,
        ["vanished"] = shape.Vanished,
        ["discarded_values"] = shape.DiscardedValues,
    };

    private static JsonObject Change(ShapeChange change) => new()
    {
        ["collector"] = change.Collector,
        ["field"] = change.Field,
        ["change"] = Name(change.Kind),
        ["before"] = change.Before.Length > 0 ? change.Before : null,
        ["now"] = change.Now.Length > 0 ? change.Now : null,
        ["records"] = change.Records,
        ["action"] = Name(change.Action),
    };

    private static JsonObject Fallback(FallbackUse fallback) => new()
    {
        ["collector"] = fallback.Collector,
        ["used"] = fallback.Used,
        ["reason"] = fallback.Reason,
    };
}

/// <summary>All that is told of a run at its end.</summary>
internal sealed record RunReport
{
    public required RunInfo Run { get; init; }

    public required RunResult Result { get; init; }

    public required int ExitCode { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyList<RunOutput> Outputs { get; init; }

    public required string DeadLetters { get; init; }

    public string? LogFile { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>Where a sink has written.</summary>
internal sealed record RunOutput(string Sink, string Location);
