using System.Text.Json.Nodes;
using JobPilot.Configuration;

namespace JobPilot.Host.Output;

/// <summary>Prints a plan for people.</summary>
internal static class PlanPrinter
{
    public static void Print(TextWriter writer, PipelineDefinition definition, JsonObject document)
    {
        writer.WriteLine(Clean($"{definition.Name}{((string)document["description"]! is { Length: > 0 } description ? $": {description}" : "")}"));
        if (definition.Environment.Length > 0)
        {
            writer.WriteLine($"environment {Clean(definition.Environment)}");
        }

        foreach (var section in new[] { "collectors", "processors", "sinks" })
        {
            writer.WriteLine();
            writer.WriteLine(section);
            foreach (var component in document[section]!.AsArray())
            {
                Component(writer, component!.AsObject(), "  ");
            }
        }

        Reads(writer, document["reads"]!);
        writer.WriteLine();
        writer.WriteLine("settings");
        Fields(writer, document["settings"]!.AsObject(), "  ");
        Notifications(writer, document["notifications"]!.AsArray());
        writer.WriteLine();
        writer.WriteLine($"state         {Clean((string)document["state"]!)}");
        writer.WriteLine($"dead letters  {Clean((string)document["dead_letters"]!)}");
    }

    private static void Reads(TextWriter writer, JsonNode reads)
    {
        writer.WriteLine();
        writer.WriteLine(Clean($"reads {What(reads)}"));
        foreach (var split in reads["splits"]!.AsArray())
        {
            var pages = (int)split!["retry"]!;
            writer.WriteLine(Clean(
                $"  {split["collector"]}/{split["split"]}: {((bool)split["goes_on"]! ? "goes on, " : "")}{Range(split)}, bookmark {split["bookmark"] ?? "none"}{(pages > 0 ? $", {pages} skipped pages first" : "")}"));
        }
    }

    private static void Notifications(TextWriter writer, JsonArray targets)
    {
        if (targets.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("notifications");
        foreach (var target in targets)
        {
            var events = target!["on"]!.AsArray();
            var whom = target["command"]!.AsArray() is { Count: > 0 } command ? $"command {JsonOneLine(command)}" : "webhook ***";
            writer.WriteLine(Clean($"  {(events.Count == 0 ? "all events" : string.Join(", ", events.Select(one => (string)one!)))}: {whom}"));
        }
    }

    private static string What(JsonNode reads) => (bool)reads["full"]! ? "all, whatever the bookmarks say"
        : reads["since"] is null ? "what is new"
        : $"again, {Range(reads)}";

    private static string Range(JsonNode read) =>
        read["since"] is null ? "all" : $"from {read["since"]}{(read["until"] is { } until ? $" to {until}" : " on")}";

    private static void Component(TextWriter writer, JsonObject component, string indent)
    {
        var id = (string)component["id"]!;
        var type = (string)component["type"]!;
        var off = component["enabled"]?.GetValue<bool>() == false ? " (switched off)" : "";
        var when = component["when"] is { } condition ? $" when {condition}" : "";
        writer.WriteLine(Clean($"{indent}{id}{(id == type ? "" : $" ({type})")}{off}{when}"));
        Fields(writer, component["options"]!.AsObject(), indent + "  ");
        if (component["contract"] is JsonObject contract)
        {
            writer.WriteLine(Clean($"{indent}  contract: {JsonOneLine(contract)}"));
        }

        if (component["fallback"] is JsonObject fallback)
        {
            writer.WriteLine($"{indent}  fallback");
            Component(writer, fallback, indent + "    ");
        }
    }

    private static void Fields(TextWriter writer, JsonObject fields, string indent)
    {
        foreach (var (name, value) in fields)
        {
            writer.WriteLine(Clean($"{indent}{name}: {(value is null ? "null" : value.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)value! : JsonOneLine(value))}"));
        }
    }

    private static string JsonOneLine(JsonNode value) => value.ToJsonString(RecordJson.Options);

    private static string Clean(string text) => TerminalText.Clean(text);
}
