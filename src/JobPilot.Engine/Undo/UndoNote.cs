using System.Text.Json.Nodes;

namespace JobPilot.Engine.Undo;

/// <summary>What a run's first commit notes of the sinks beside the home: where each stood when it was opened, and where it writes to.</summary>
internal sealed class UndoNote(IReadOnlyDictionary<string, UndoNote.Output> outputs)
{
    public IReadOnlyDictionary<string, Output> Outputs { get; } = outputs;

    public string Write() => new JsonObject
    {
        ["outputs"] = new JsonObject(Outputs.Select(output => KeyValuePair.Create(
            output.Key, (JsonNode?)new JsonObject { ["mark"] = output.Value.Mark, ["location"] = output.Value.Location }))),
    }.ToJsonString();

    /// <summary>A note of another form tells nothing, so that its run is refused rather than taken back by half.</summary>
    public static UndoNote Read(string text)
    {
        try
        {
            return new UndoNote(JsonNode.Parse(text)!["outputs"]!.AsObject().ToDictionary(
                output => output.Key, output => new Output((string?)output.Value!["mark"], (string)output.Value["location"]!), StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException)
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
    internal sealed record Output(string? Mark, string Location);
}
