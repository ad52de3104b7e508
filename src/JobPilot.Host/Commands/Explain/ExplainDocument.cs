using System.Text.Json.Nodes;
using JobPilot.Engine;
using JobPilot.Engine.Explain;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Makes the document of <c>explain</c>.</summary>
internal static class ExplainDocument
{
    /// <summary>Items or fields below the one that is explained, of which each is told by its last step.</summary>
    private const int MostParts = 200;

    public static JsonObject Refused(IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["listing"] = null,
        ["pipeline"] = null,
        ["origin"] = null,
        ["runs"] = new JsonArray(),
        ["raw"] = null,
        ["fields"] = new JsonArray(),
        ["field"] = null,
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    public static JsonObject Create(OpenListings listings, FoundRow found, IEnumerable<JsonObject> runs)
    {
        var row = found.Row.Clone().Json;
        var document = Refused([]);
        document["listing"] = new JsonObject
        {
            ["id"] = found.Key,
            ["summary"] = ListingText.Title(found.Row),
            ["merged_into"] = found.IsMerged ? found.Row.Key : null,
        };
        document["pipeline"] = Pipeline(listings);
        document["origin"] = Origin(found.IsMerged ? Merged(row, found.Key) : row["source"], row);
        document["runs"] = new JsonArray([.. runs]);
        return document;
    }

    public static JsonObject Pipeline(OpenListings listings) => new()
    {
        ["name"] = listings.Plan.Run.Pipeline,
        ["file"] = listings.Path,
        ["home"] = listings.Search.Location,
    };

    /// <summary>Every derived field with its last step, in the order of the listing.</summary>
    public static void AddFields(JsonObject document, Record row, PipelinePlan plan)
    {
        var fields = row.Clone().Json;
        var order = InOrder("", fields).ToList();
        var noted = (fields["provenance"] as JsonObject ?? []).Select(entry => FieldPointer.TryParse(entry.Key, out var pointer, out _) ? pointer : null).OfType<FieldPointer>()
            .Where(pointer => order.Contains(pointer.Text)).ToList();

        // What a processor wrote and noted nowhere, but explains: the id, and what is another posting's of the same opening.
        var explained = fields.Where(field => field.Value is not null).Select(field => FieldPointer.TryParse($"['{field.Key}']", out var pointer, out _) ? pointer : null).OfType<FieldPointer>()
            .Where(pointer => !pointer.IsNoted(fields) && FieldChain.Last(pointer, row, plan) is { IsOfSource: false });
        var pointers = noted.Concat(explained).OrderBy(pointer => order.IndexOf(pointer.Text));
        document["fields"] = new JsonArray([.. pointers.Select(pointer => Part(pointer, fields, row, plan)).OfType<JsonNode>()]);
    }

    /// <summary>One field with all its steps.</summary>
    public static void AddField(JsonObject document, FieldPointer field, JsonNode? value, Record row, PipelinePlan plan, SourceRecord source, RecordTrace? trace)
    {
        document["raw"] = new JsonObject
        {
            ["kept"] = source.Kept,
            ["run_id"] = source.RunId,
            ["reason"] = source.Reason ?? trace?.Ending,
        };
        var steps = FieldChain.Of(field, row, plan, trace);
        if (value is JsonObject or JsonArray && steps.All(step => step.Rule is null && step.From is null))
        {
            steps = []; // Nobody speaks of it as a whole: its parts tell more.
        }

        var isTraced = trace?.Last is not null && !(steps is [.., { Component: { } component, IsTraced: false }] && trace.LeftOut.Contains(component));

        var parts = Parts(field, value).Take(MostParts).Select(part => Part(part, row.Clone().Json, row, plan)).OfType<JsonObject>()
            .Where(part => steps.Count == 0 || (string?)part["rule"] != steps[^1].Rule || (string?)part["from"] != steps[^1].From);
        document["field"] = new JsonObject
        {
            ["pointer"] = field.Text,
            ["value"] = value?.DeepClone(),
            ["same_today"] = isTraced ? JsonNode.DeepEquals(value, field.Find(trace!.Last!.Clone().Json)) : null,
            ["steps"] = new JsonArray([.. steps.Select(Step)]),
            ["parts"] = new JsonArray([.. parts]),
        };
    }

    /// <summary>All pointers of a document, as they stand in it.</summary>
    private static IEnumerable<string> InOrder(string pointer, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => InOrder($"{pointer}/{field.Key}", field.Value)).Prepend(pointer),
        JsonArray items => items.SelectMany((item, index) => InOrder($"{pointer}/{index}", item)).Prepend(pointer),
        _ => [pointer],
    };

    private static IEnumerable<FieldPointer> Parts(FieldPointer field, JsonNode? value) => value switch
    {
        JsonArray items => items.Select((_, index) => field.Below($"{index}")),
        JsonObject fields => fields.Where(one => one.Value is not null).Select(one => field.Below(one.Key)),
        _ => [],
    };

    private static JsonObject? Part(FieldPointer field, JsonObject fields, Record row, PipelinePlan plan) => FieldChain.Last(field, row, plan) is not { } step ? null : new JsonObject
    {
        ["pointer"] = field.Text,
        ["value"] = field.Find(fields)?.DeepClone(),
        ["component"] = step.Component,
        ["rule"] = step.Rule,
        ["from"] = step.From,
        ["given"] = step.Given,
        ["confidence"] = step.Confidence,
    };

    private static JsonNode Step(FieldStep step) => new JsonObject
    {
        ["pointer"] = step.Pointer,
        ["component"] = step.Component,
        ["rule"] = step.Rule,
        ["from"] = step.From,
        ["given"] = step.Given,
        ["confidence"] = step.Confidence,
        ["traced"] = step.IsTraced,
        ["before"] = step.Before?.DeepClone(),
        ["value"] = step.Value?.DeepClone(),
        ["details"] = new JsonArray([.. step.Details.Select(detail => new JsonObject { ["name"] = detail.Name, ["text"] = detail.Text })]),
    };

    private static JsonNode? Merged(JsonObject row, string key) =>
        (row["duplicates"]?["other_sources"] as JsonArray)?.FirstOrDefault(source => source is JsonObject fields && (string?)fields["id"] == key);

    private static JsonObject Origin(JsonNode? source, JsonObject row) => new()
    {
        ["collector"] = Text(source, "collector"),
        ["publisher"] = Text(source, "publisher"),
        ["external_id"] = Text(source, "external_id"),
        ["url"] = Text(source, "url"),
        ["retrieved_at"] = Text(source, "retrieved_at"),
        ["demo"] = row["source"] is JsonObject own && own["demo"] is JsonValue demo && demo.TryGetValue<bool>(out var isDemo) ? isDemo : null,
    };

    private static string? Text(JsonNode? node, string name) => node is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
