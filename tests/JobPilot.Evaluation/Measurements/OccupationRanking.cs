using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Occupation of a title: the listing's first, then its further candidates, and the group of the first.</summary>
internal abstract class OccupationRanking : IMeasurement
{
    private const int Most = 5;

    public string Processor => "classify_job";

    public abstract string File { get; }

    public abstract IReadOnlyList<string> Metrics { get; }

    /// <summary>The option that names the folder of the taxonomy.</summary>
    protected abstract string Taxonomy { get; }

    /// <summary>Field of the label.</summary>
    protected abstract string Label { get; }

    /// <summary>Field of the listing's occupation.</summary>
    protected abstract string Field { get; }

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor, new JsonObject
        {
            ["taxonomies"] = Taxonomies(Path.Combine(run.Data.Taxonomies, "occupations")),
            ["candidates"] = Most - 1,
        });
        var (first, among, group) = (new Tally(Metrics[0]), new Tally(Metrics[1]), new Tally(Metrics[2]));
        foreach (var row in run.Rows)
        {
            var title = row.Text("title");
            var occupation = run.Process(processor, new JsonObject { ["title"] = title, ["title_raw"] = title })["occupation"];
            string[] ranked = [.. new[] { occupation }.Concat(occupation?["candidates"] as JsonArray ?? []).Select(candidate => Code(candidate.Text(Field))).Where(code => code.Length > 0).Distinct()];
            var label = Code(row.Text(Label));
            var shown = $"{title} -> {string.Join(", ", ranked.Take(Most))}, not {label}";
            first.Add(ranked.FirstOrDefault() == label, shown);
            among.Add(ranked.Take(Most).Contains(label), shown);
            group.Add(Group(occupation, false) is { Length: > 0 } found && found == Group(row, true), shown);
        }

        return [first.ToScore(), among.ToScore(), group.ToScore()];
    }

    /// <summary>The list that is measured and, where it is there, the other one, which helps: who has both names both.</summary>
    private JsonObject Taxonomies(string folder)
    {
        var (other, file) = Taxonomy == "esco" ? ("onet", "onet_occupations.jsonl*") : ("esco", "esco_occupations_en.jsonl*");
        var taxonomies = new JsonObject { [Taxonomy] = folder };
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, file).Any())
        {
            taxonomies[other] = folder;
        }

        return taxonomies;
    }

    /// <summary>Code of the group of a label or of the listing's occupation; "" for none.</summary>
    protected abstract string Group(JsonNode? row, bool isLabel);

    /// <summary>The last part of an address.</summary>
    private static string Code(string? address) => address is null ? "" : address[(address.LastIndexOf('/') + 1)..];
}
