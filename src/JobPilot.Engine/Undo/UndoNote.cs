using System.Text.Json.Nodes;

namespace JobPilot.Engine.Undo;

/// <summary>
/// What a run notes of the sinks beside the home: where each stood when it was opened, and where it writes to. The first commit has it, and another one where a
/// sink that was left out has come back.
/// </summary>
internal sealed class UndoNote(IReadOnlyDictionary<string, UndoNote.Output> outputs)
{
    public IReadOnlyDictionary<string, Output> Outputs { get; } = outputs;

    /// <summary>What the commits of a run note together: of a sink that was left out at first, where it stood when it came back.</summary>
    public static UndoNote Of(IEnumerable<UndoEntry> run)
    {
        var outputs = new Dictionary<string, Output>(StringComparer.Ordinal);
        foreach (var (sink, output) in run.Where((entry, number) => number == 0 || entry.Note.Length > 0).SelectMany(entry => Read(entry.Note).Outputs))
        {
            if (!outputs.TryGetValue(sink, out var known) || known.IsOut)
            {
                outputs[sink] = output;
            }
        }

        return new UndoNote(outputs);
    }

    public string Write() => new JsonObject
    {
        ["outputs"] = new JsonObject(Outputs.Select(output => KeyValuePair.Create(
            output.Key, (JsonNode?)new JsonObject { ["mark"] = output.Value.Mark, ["location"] = output.Value.Location, ["out"] = output.Value.IsOut }))),
    }.ToJsonString();

    /// <summary>A note of another form tells nothing, so that its run is refused rather than taken back by half.</summary>
    private static UndoNote Read(string text)
    {
        try
        {
            return new UndoNote(JsonNode.Parse(text)!["outputs"]!.AsObject().ToDictionary(
                output => output.Key, output => new Output((string?)output.Value!["mark"], (string)output.Value["location"]!, (bool)output.Value["out"]!), StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NullReferenceException or ArgumentNullException or InvalidOperationException)
        {
            throw new FaultException(FaultKind.Fatal, "What is kept of this run was written by another version of the program.", exception)
            {
                Code = "engine.undo_not_kept",
                Fix = "Take it back with that version.",
            };
        }
    }

    /// <summary>One sink.</summary>
    /// <param name="Mark">Its mark when it was opened; null where it has none.</param>
    /// <param name="Location">Where its rows go.</param>
    /// <param name="IsOut">Whether the run goes on without it, so that it gets nothing.</param>
    internal sealed record Output(string? Mark, string Location, bool IsOut = false);
}
