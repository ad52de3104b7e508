using System.Text.Json.Nodes;

namespace JobPilot.Engine.Undo;

/// <summary>
/// What the commit that takes a run back notes of it, since nothing else is kept of that run: what a run before it left can then still be told. Sinks whose output was asked
/// to be left are not in it, so that what the run wrote there counts as the earlier run's.
/// </summary>
/// <param name="marks">Marks of the sinks beside the home before the run, those alone that it set; null where there was none.</param>
/// <param name="locations">Where the sinks wrote to in the run.</param>
internal sealed class UndoneNote(IReadOnlyDictionary<string, string?> marks, IReadOnlyDictionary<string, string> locations)
{
    public IReadOnlyDictionary<string, string?> Marks { get; } = marks;

    public IReadOnlyDictionary<string, string> Locations { get; } = locations;

    /// <summary>The note of a run that is to be taken back.</summary>
    public static UndoneNote Of(RunLog log, IReadOnlySet<string> leave) => new(
        log.Marks.Where(mark => PipelineHome.IsOfSink(mark.Key) && !leave.Contains(mark.Key)).ToDictionary(StringComparer.Ordinal),
        log.Note.Outputs.Where(output => !leave.Contains(output.Key)).ToDictionary(output => output.Key, output => output.Value.Location, StringComparer.Ordinal));

    public string Write() => new JsonObject
    {
        ["marks"] = new JsonObject(Marks.Select(mark => KeyValuePair.Create(mark.Key, (JsonNode?)mark.Value))),
        ["locations"] = new JsonObject(Locations.Select(location => KeyValuePair.Create(location.Key, (JsonNode?)location.Value))),
    }.ToJsonString();

    /// <summary>A commit of another version of the program may have noted nothing.</summary>
    public static UndoneNote Read(string text)
    {
        try
        {
            var note = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
            return new UndoneNote(
                note["marks"]?.AsObject().ToDictionary(mark => mark.Key, mark => (string?)mark.Value, StringComparer.Ordinal) ?? [],
                note["locations"]?.AsObject().ToDictionary(location => location.Key, location => (string)location.Value!, StringComparer.Ordinal) ?? []);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException)
        {
            return new UndoneNote(new Dictionary<string, string?>(), new Dictionary<string, string>());
        }
    }
}
