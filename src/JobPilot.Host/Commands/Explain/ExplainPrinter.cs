using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Prints the document of <c>explain</c> for people, in 100 columns where words are not longer.</summary>
internal static class ExplainPrinter
{
    private const int Columns = 100;
    private const int Widest = 80;
    private const int WidestGiven = 60;
    private const int Wide = 38;
    private const int MostLines = 4;
    private const int LongestGiven = 300;

    public static void Print(TextWriter writer, JsonObject document)
    {
        PrintHead(writer, document);
        if (document["field"] is JsonObject field)
        {
            PrintField(writer, field);
        }
        else
        {
            PrintTable(writer, document["fields"]!.AsArray(), "Nothing in this listing was derived: every value is as the source gave it.");
            Line(writer, "");
            Line(writer, "All other fields are as the source gave them. `explain LISTING FIELD` shows how one value came about.");
        }
    }

    private static void PrintHead(TextWriter writer, JsonObject document)
    {
        var (listing, pipeline, origin) = (document["listing"]!, document["pipeline"]!, document["origin"]!);
        Head(writer, "listing", $"{listing["id"]}");
        Head(writer, "", $"{listing["summary"]}");
        if (listing["merged_into"] is { } into)
        {
            Head(writer, "merged into", $"{into}: it has no row of its own, and what follows is that row");
        }

        Head(writer, "pipeline", $"{pipeline["name"]} ({pipeline["file"]}), rows in {pipeline["home"]}");
        Head(writer, "collector", string.Join(", ", new[]
        {
            (string?)origin["collector"], (string?)origin["publisher"], origin["external_id"] is { } id ? $"external id {id}" : null, origin["demo"] is JsonValue demo && demo.GetValue<bool>() ? "demo data" : null,
        }.OfType<string>()));
        if (origin["url"] is { } url)
        {
            Head(writer, "url", $"{url}");
        }

        if (origin["retrieved_at"] is { } at)
        {
            Head(writer, "retrieved", $"{at}");
        }

        var runs = document["runs"]!.AsArray();
        for (var i = 0; i < runs.Count; i++)
        {
            Head(writer, i == 0 ? "run" : "", Run(runs[i]!));
        }

        if (runs.Count == 0)
        {
            Head(writer, "run", "not known any more: neither the list of runs nor what is kept for undo has it");
        }

        if (document["raw"] is { } raw)
        {
            Head(writer, "raw record", Raw(raw));
        }
    }

    private static string Run(JsonNode run)
    {
        var did = (string?)run["did"] switch { "inserted" => "wrote it first", "changed" => "changed it", "found_unchanged" => "found it unchanged", _ => null };
        var words = string.Join(", ", new[] { (bool)run["retrieved"]! ? "retrieved it" : null, did }.OfType<string>());
        return $"{run["run_id"]}{((string?)run["kind"] == RunDetails.Replay ? " (replay)" : "")} {words}";
    }

    private static string Raw(JsonNode raw) => (string?)raw["kept"] switch
    {
        "row" => "kept in the row",
        "landing" => $"kept in the landing of run {raw["run_id"]}",
        _ => "not kept",
    } + (raw["reason"] is { } reason ? $": {reason}" : "; the steps below were run again over it");

    private static void PrintField(TextWriter writer, JsonObject field)
    {
        Line(writer, "");
        var name = ListingText.Field((string)field["pointer"]!);
        Line(writer, $"{name} = {ListingText.Value(field["value"], Widest)}");
        var steps = field["steps"]!.AsArray();
        if (steps.Count == 0)
        {
            Line(writer, field["parts"]!.AsArray().Count > 0
                ? "  No step wrote it as a whole; its parts are:"
                : "  No step is known: neither provenance nor a processor says how it came about. It may be as the source gave it.");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            PrintStep(writer, i + 1, steps[i]!);
        }

        if (field["same_today"] is JsonValue same && !same.GetValue<bool>())
        {
            Line(writer, "");
            Line(writer, "The steps that were run again give another value than the row has: the row was written by other versions or options, or merged from several sources.");
        }

        if (field["parts"]!.AsArray() is { Count: > 0 } parts)
        {
            PrintTable(writer, parts, "");
        }
    }

    private static void PrintStep(TextWriter writer, int number, JsonNode step)
    {
        var confidence = Confidence(step["confidence"]);
        Line(writer, "");
        Line(writer, $"{number,3}  {string.Join("  ", new[] { Processor(step), (string?)step["rule"], confidence.Length > 0 ? $"confidence {confidence}" : null }.OfType<string>())}");
        if (step["from"] is { } from)
        {
            Detail(writer, "from", step["given"] is { } given ? $"{from}: {Quote((string)given!, LongestGiven)}" : $"{from}");
        }

        foreach (var detail in step["details"]!.AsArray())
        {
            Detail(writer, ((string)detail!["name"]!).Replace('_', ' '), (string)detail["text"]!);
        }

        if (step["before"] is { } before)
        {
            var isSame = JsonNode.DeepEquals(before, step["value"]);
            Detail(writer, "before", isSame ? "the same" : ListingText.Value(before, Widest));
        }

        var name = ListingText.Field((string)step["pointer"]!);
        Detail(writer, "value", $"{name} = {(step["value"] is null && !(bool)step["traced"]! ? "not known at this step" : ListingText.Value(step["value"], Math.Max(20, Widest - name.Length - 3)))}");
    }

    private static void PrintTable(TextWriter writer, JsonArray fields, string empty)
    {
        if (fields.Count == 0)
        {
            Line(writer, empty);
            return;
        }

        var rules = fields.Select(field => (string?)field!["rule"]).Distinct().Count();
        Line(writer, "");
        if (rules > 1)
        {
            Line(writer, $"{"field".PadRight(Wide)}  {"sure",-5} value");
        }

        foreach (var field in fields)
        {
            var name = ListingText.Field((string)field!["pointer"]!);
            var value = ListingText.NameOf(field["value"]) ?? ListingText.Value(field["value"], Columns - Wide - 12);
            var from = $"{field["from"]}{(field["given"] is { } given ? $": {Quote((string)given!, WidestGiven)}" : "")}";
            if (rules == 1)
            {
                Line(writer, ListingText.Cut($"{name,-12} {Confidence(field["confidence"]),-5} {value,-28} {from}", Columns));
                continue;
            }

            Line(writer, $"{name.PadRight(Wide)}  {Confidence(field["confidence"]),-5} {value}");
            Line(writer, ListingText.Cut($"    {(string?)field["rule"] ?? (string?)field["component"] ?? "rule not named"}, from {from}", Columns));
        }
    }

    /// <summary>The processor, where its rule does not begin with its name.</summary>
    private static string? Processor(JsonNode step) =>
        (string?)step["component"] is { } component && (string?)step["rule"] is { } rule && rule.StartsWith(component + "/", StringComparison.Ordinal) ? null : (string?)step["component"];

    private static string Quote(string text, int widest) => $"\"{ListingText.Cut(text.ReplaceLineEndings(" "), widest)}\"";

    private static string Confidence(JsonNode? confidence) => confidence is null ? "" : ((double)confidence).ToString("0.0#", CultureInfo.InvariantCulture);

    private static void Head(TextWriter writer, string name, string text) => Line(writer, $"{name,-12}{text}");

    private static void Detail(TextWriter writer, string name, string text)
    {
        foreach (var line in ListingText.Wrap(text.ReplaceLineEndings(" "), Widest, MostLines))
        {
            Line(writer, $"     {name,-13}{line}");
            name = "";
        }
    }

    private static void Line(TextWriter writer, string text) => writer.WriteLine(TerminalText.Clean(text));
}
