using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Positions;

/// <summary>The document that <c>state export</c> writes and <c>state import</c> reads. Its schema is <c>schema/documents/state-export.v1.schema.json</c>.</summary>
internal static class PositionExport
{
    public const string Format = "jobpilot.positions";
    private const int Version = 1;
    private const int MostSplits = 100_000;

    public static JsonObject Write(string pipeline, DateTimeOffset at, IEnumerable<(SplitName Name, SplitState State)> splits, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["pipeline"] = pipeline,
        ["exported_at"] = JsonOutput.Time(at),
        ["splits"] = new JsonArray([.. splits.Select(split => new JsonObject
        {
            ["collector"] = split.Name.Collector,
            ["split"] = split.Name.Split,
            ["state"] = JsonNode.Parse(split.State.ToJson()),
        })]),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    /// <summary>Reads a document, strictly: what this version does not know is refused, since a position that is half understood loses pages.</summary>
    /// <exception cref="RefusedException">It is no such document, or of another version.</exception>
    public static (string Pipeline, IReadOnlyDictionary<SplitName, SplitState> Splits) Read(string text, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement, file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Bad(file, "", exception.Message);
        }
    }

    private static (string Pipeline, IReadOnlyDictionary<SplitName, SplitState> Splits) Read(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != Format)
        {
            throw Bad(file, "/format", $"It is no export of positions: \"format\" is not \"{Format}\".");
        }

        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
        {
            throw RefusedException.Wrong(
                "state.unknown_version",
                $"{file}: /version is {(version.ValueKind == JsonValueKind.Undefined ? "missing" : version.GetRawText())}; this program reads version {Version}.",
                "Import it with the version of the program that exported it.");
        }

        Allow(root, file, "", "format", "version", "pipeline", "exported_at", "splits", "diagnostics");
        var splits = new Dictionary<SplitName, SplitState>();
        var array = Require(root, "splits", JsonValueKind.Array, file, "");
        if (array.GetArrayLength() > MostSplits)
        {
            throw Bad(file, "/splits", $"It holds more than {MostSplits} splits.");
        }

        var index = 0;
        foreach (var entry in array.EnumerateArray())
        {
            var pointer = $"/splits/{index++}";
            Allow(entry, file, pointer, "collector", "split", "state");
            var name = new SplitName(Text(entry, "collector", file, pointer), Text(entry, "split", file, pointer));
            if (!splits.TryAdd(name, State(Require(entry, "state", JsonValueKind.Object, file, pointer), file, $"{pointer}/state")))
            {
                throw Bad(file, pointer, $"Split '{name.Split}' of '{name.Collector}' is there twice.");
            }
        }

        return (Text(root, "pipeline", file, ""), splits);
    }

    private static SplitState State(JsonElement json, string file, string pointer)
    {
        Allow(json, file, pointer, "version", "pass", "done", "suspended", "position", "as_of", "since", "until", "bookmark", "candidate", "fingerprint");
        Require(json, "as_of", JsonValueKind.String, file, pointer);
        Require(json, "pass", JsonValueKind.Number, file, pointer);
        var state = SplitState.FromJson(json.GetRawText());
        return state switch
        {
            { Version: not 1 } => throw Bad(file, $"{pointer}/version", $"The state has version {state.Version}; this program knows 1."),
            { Pass: < 1 } => throw Bad(file, $"{pointer}/pass", "The number of a pass is at least 1."),
            { Position.Length: > PositionRules.MostCharacters } => throw Bad(file, $"{pointer}/position", $"A position has at most {PositionRules.MostCharacters} characters."),
            _ => state,
        };
    }

    private static string Text(JsonElement json, string name, string file, string pointer) =>
        Require(json, name, JsonValueKind.String, file, pointer).GetString() is { Length: > 0 and <= 600 } text
            ? text
            : throw Bad(file, $"{pointer}/{name}", "It has 1 to 600 characters.");

    private static JsonElement Require(JsonElement json, string name, JsonValueKind kind, string file, string pointer) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw Bad(file, $"{pointer}/{name}", $"It is missing, or not of the type {kind}.");

    private static void Allow(JsonElement json, string file, string pointer, params string[] names)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Bad(file, pointer, "It is no object.");
        }

        foreach (var property in json.EnumerateObject().Where(property => !names.Contains(property.Name, StringComparer.Ordinal)))
        {
            throw Bad(file, $"{pointer}/{property.Name}", "This field is not known.");
        }
    }

    private static RefusedException Bad(string file, string pointer, string message) => RefusedException.Wrong(
        "state.bad_document", $"{file}: {pointer} {message}", "Import what `jobpilot-host state export` wrote; schema/documents/state-export.v1.schema.json describes it.");
}
