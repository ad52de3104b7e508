using System.Text.Json.Nodes;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>The JSON document of a preview.</summary>
internal static class PreviewDocument
{
    public static JsonObject Create(PreviewResult result, RunInfo run) => new()
    {
        ["pipeline"] = run.Pipeline,
        ["records"] = new JsonArray([.. result.Records.Select(Record)]),
        ["diagnostics"] = JsonOutput.Of(result.Failure is { } failure ? [failure, .. result.Warnings] : result.Warnings),
    };

    /// <summary>The same document where nothing could be previewed.</summary>
    public static JsonObject Refused(RunInfo run, IReadOnlyList<Diagnostic> problems) => Create(new PreviewResult { Records = [], Warnings = problems }, run);

    private static JsonObject Record(PreviewRecord record) => new()
    {
        ["collector"] = record.Collector,
        ["split"] = record.Split,
        ["demo"] = record.Demo,
        ["source"] = record.Source?.DeepClone(),
        ["steps"] = new JsonArray([.. record.Steps.Select(Step)]),
        ["outcome"] = record.Outcome,
        ["reason"] = record.Reason,
        ["rows"] = new JsonArray([.. record.Rows.Select(row => new JsonObject
        {
            ["operation"] = row.Operation,
            ["key"] = row.Key,
            ["fields"] = row.Fields.DeepClone(),
        })]),
    };

    private static JsonObject Step(PreviewStep step) => new()
    {
        ["component"] = step.Component,
        ["outcome"] = step.Outcome,
        ["reason"] = step.Reason,
        ["changes"] = new JsonArray([.. step.Changes.Select(change => new JsonObject
        {
            ["pointer"] = change.Pointer,
            ["before"] = change.Before?.DeepClone(),
            ["after"] = change.After?.DeepClone(),
        })]),
        ["record"] = step.Record?.DeepClone(),
    };
}
