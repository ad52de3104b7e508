using System.Text.Json.Nodes;
using JobPilot.Engine.Undo;
using JobPilot.Host.Commands.Positions;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Runs;

/// <summary>What <c>runs undo</c> says, for programs and for people.</summary>
internal static class UndoDocument
{
    public static JsonObject Create(string pipeline, UndoResult result, bool dryRun, bool done, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["run_id"] = result.RunId,
        ["dry_run"] = dryRun,
        ["undone"] = done || result.TakenBackBefore,
        ["undone_before"] = result.TakenBackBefore,
        ["rows"] = new JsonObject { ["removed"] = result.Rows.Removed, ["restored"] = result.Rows.Restored, ["brought_back"] = result.Rows.BroughtBack },
        ["memory_keys"] = result.MemoryKeys,
        ["dead_letters"] = result.DeadLetters,
        ["splits"] = new JsonArray([.. result.Splits.Select(split => new JsonObject
        {
            ["split"] = split.Id,
            ["state"] = split.State is { } state ? PositionDocuments.Name(state) : null,
            ["position"] = split.State?.Position,
            ["left"] = split.Left,
        })]),
        ["outputs"] = new JsonArray([.. result.Outputs.Select(output => new JsonObject
        {
            ["sink"] = output.Sink,
            ["location"] = output.Location,
            ["mark"] = output.Mark,
            ["left_because"] = output.Reason,
        })]),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    /// <summary>What it does to rows, in one line.</summary>
    public static string Rows(UndoResult result) =>
        $"{result.Rows.Removed} rows removed, {result.Rows.Restored} restored, {result.Rows.BroughtBack} brought back";

    public static IEnumerable<string> Lines(string pipeline, UndoResult result, bool done)
    {
        if (result.TakenBackBefore)
        {
            yield return $"{pipeline}: run {result.RunId} was taken back before.";
            yield break;
        }

        if (result.Refusals.Count > 0)
        {
            yield return $"{pipeline}: run {result.RunId} is not taken back.";
            yield break;
        }

        yield return $"{pipeline}: run {result.RunId} {(done ? "is taken back" : "would be taken back")}.";
        yield return $"{"rows",-13} {Rows(result)}";
        yield return $"{"memory",-13} {result.MemoryKeys} keys";
        yield return $"{"dead letters",-13} {result.DeadLetters}";
        foreach (var split in result.Splits)
        {
            yield return $"{"position",-13} {split.Id}: {(split.Left ? "left as it is" : split.State is { } state ? $"{PositionDocuments.Name(state)} {state.Position ?? ""}".TrimEnd() : "as if it had never been read")}";
        }

        foreach (var output in result.Outputs)
        {
            yield return $"{"output",-13} {output.Sink}: {output.Location} {(output.Mark is { } mark ? $"cut back to {mark}" : $"left as it is: {output.Reason}")}";
        }
    }
}
