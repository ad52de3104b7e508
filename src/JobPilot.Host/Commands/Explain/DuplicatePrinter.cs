using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Prints the document of <c>explain duplicate</c> for people.</summary>
internal static class DuplicatePrinter
{
    private const int Columns = 100;
    private const int Widest = 80;
    private const int MostLines = 6;

    public static void Print(TextWriter writer, JsonObject document)
    {
        var pipeline = document["pipeline"]!;
        Print(writer, "A", document["first"]!);
        Print(writer, "B", document["second"]!);
        Line(writer, $"pipeline    {pipeline["name"]} ({pipeline["file"]}), rows in {pipeline["home"]}");
        if (document["components"]!.AsArray().Count == 0)
        {
            Line(writer, "");
            Line(writer, "No processor of this pipeline can say why listings are joined or kept apart.");
        }

        foreach (var component in document["components"]!.AsArray())
        {
            PrintComponent(writer, component!, (Missing(document["first"]!), Missing(document["second"]!)));
        }
    }

    private static void PrintComponent(TextWriter writer, JsonNode component, (string First, string Second) missing)
    {
        Line(writer, "");
        foreach (var line in ListingText.Wrap($"{component["component"]}: {component["reason"]}", Columns, MostLines))
        {
            Line(writer, line);
        }

        foreach (var evidence in component["evidence"]!.AsArray())
        {
            Line(writer, "");
            Line(writer, $"  {(string)evidence!["name"]!,-12} {Verdict(evidence)}");
            // What is not even compared is of no use where one of the two is not there.
            var isKnown = missing.First == missing.Second || (string?)evidence["verdict"] != "not_compared";
            foreach (var value in isKnown ? evidence["values"]!.AsArray() : [])
            {
                PrintValue(writer, value!, missing);
            }

            if (evidence["note"] is { } note)
            {
                Line(writer, $"    {note}");
            }
        }

        Line(writer, "");
        Line(writer, $"  keys in common: {Join(component["shared_keys"]!)}");
        if (component["via"]!.AsArray().Count > 0)
        {
            Line(writer, $"  joined by way of: {Join(component["via"]!)}");
        }
    }

    private static void PrintValue(TextWriter writer, JsonNode value, (string First, string Second) missing)
    {
        var (first, second) = ((string?)value["first"], (string?)value["second"]);
        if (first == second && missing.First == missing.Second)
        {
            Line(writer, $"    {(string)value["name"]!,-10} = {ListingText.Cut(first ?? missing.First, Widest)}");
            return;
        }

        Line(writer, $"    {(string)value["name"]!,-10} A {ListingText.Cut(first ?? missing.First, Widest)}");
        Line(writer, $"    {"",-10} B {ListingText.Cut(second ?? missing.Second, Widest)}");
    }

    private static string Verdict(JsonNode evidence)
    {
        var (sure, alike) = (evidence["confidence"], evidence["similarity"]);
        var verdict = (string?)evidence["verdict"] switch { "same" => "the same", "different" => "differs", _ => "not compared" };
        var how = sure is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(verdict == "the same" ? "is" : "would be")} {(double)sure:0.00} sure");
        return $"{verdict,-13} {how}{(alike is null ? "" : string.Create(CultureInfo.InvariantCulture, $", texts alike by {100 * (double)alike:0.#} %"))}".TrimEnd();
    }

    /// <summary>What stands for a value that is not there: of a posting that was merged away only the keys are kept.</summary>
    private static string Missing(JsonNode side) => (string?)side["known_by"] == "memory" ? "(not kept)" : "nothing";

    private static void Print(TextWriter writer, string name, JsonNode side)
    {
        Line(writer, $"{name,-12}{side["id"]}");
        Line(writer, (string?)side["merged_into"] is { } into
            ? $"{"",-12}merged into {into}{((string?)side["known_by"] == "memory" ? "; what its source sent is not kept" : "")}"
            : $"{"",-12}{side["summary"]}");
    }

    private static string Join(JsonNode texts) => texts.AsArray().Count == 0 ? "none" : string.Join(", ", texts.AsArray().Select(text => (string)text!));

    private static void Line(TextWriter writer, string text) => writer.WriteLine(TerminalText.Clean(text));
}
