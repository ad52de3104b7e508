using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Engine.DeadLetters;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.DeadLetters;

/// <summary>The JSON documents of <c>dead-letters</c>. What came from outside is shown without secrets.</summary>
internal static class DeadLetterDocuments
{
    private const string Letters = "dead_letters";

    public static JsonObject List(string pipeline, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        [Letters] = new JsonArray(),
        ["diagnostics"] = Of(diagnostics),
    };

    /// <summary>Writes the list letter by letter: payloads are not all in memory at once.</summary>
    public static void WriteList(TextWriter output, string pipeline, DeadLetterArchive archive, IEnumerable<DeadLetterEntry> letters, SecretRedactor redactor) =>
        JsonOutput.Write(
            output,
            List(pipeline, archive.Findings),
            Letters,
            archive.ReadPayloads(letters).Where(letter => letter.Payload is not null).Select(letter => Letter(letter.Entry, letter.Payload!.Value, redactor)));

    public static JsonObject Show(string pipeline, JsonObject? letter, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["dead_letter"] = letter,
        ["diagnostics"] = Of(diagnostics),
    };

    public static JsonObject Purge(string pipeline, int purged, int kept, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["purged"] = purged,
        ["kept"] = kept,
        ["diagnostics"] = Of(diagnostics),
    };

    public static JsonObject Replay(string pipeline, int selected, DeadLetterReplay? replay, JsonObject? run, int exitCode, IReadOnlyList<Diagnostic> diagnostics)
    {
        var findings = Of(diagnostics);
        foreach (var finding in run?["diagnostics"]?.AsArray() ?? [])
        {
            findings.Add(finding!.DeepClone());
        }

        return new JsonObject
        {
            ["pipeline"] = pipeline,
            ["run_id"] = run?["run_id"]?.DeepClone(),
            ["outcome"] = run?["outcome"]?.DeepClone() ?? (exitCode == ExitCode.Done ? "succeeded" : "failed"),
            ["exit_code"] = exitCode,
            ["selected"] = selected,
            ["replayed"] = replay?.Replayed ?? 0,
            ["failed_again"] = replay?.FailedAgain ?? 0,
            ["totals"] = run?["totals"]?.DeepClone(),
            ["diagnostics"] = findings,
        };
    }

    /// <summary>One letter in short, with its payload.</summary>
    public static JsonObject Letter(DeadLetterEntry entry, JsonElement payload, SecretRedactor redactor) => new()
    {
        ["id"] = entry.Id,
        ["run_id"] = entry.RunId,
        ["component"] = entry.Component,
        ["reason"] = redactor.Redact(entry.Reason),
        ["attempts"] = entry.Attempts,
        ["at"] = JsonOutput.Time(entry.At),
        ["payload"] = Redacted(JsonNode.Parse(payload.GetRawText()), redactor),
    };

    /// <summary>All that is known of one letter.</summary>
    public static JsonObject Whole(DeadLetterEntry entry, JsonElement payload, SecretRedactor redactor)
    {
        var letter = Letter(entry, payload, redactor);
        letter["collector"] = entry.Collector;
        letter["split"] = entry.Split;
        letter["key"] = entry.Key;
        letter["retrieved_at"] = JsonOutput.Time(entry.RetrievedAt);
        letter["demo"] = entry.Demo;
        return letter;
    }

    private static JsonNode? Redacted(JsonNode? node, SecretRedactor redactor)
    {
        switch (node)
        {
            case JsonObject json:
                return new JsonObject(json.Select(field => KeyValuePair.Create(redactor.Redact(field.Key), Redacted(field.Value, redactor))).DistinctBy(field => field.Key, StringComparer.Ordinal));
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Redacted(item, redactor))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return redactor.Redact(text);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonArray Of(IReadOnlyList<Diagnostic> diagnostics) => JsonOutput.Of(diagnostics);
}
