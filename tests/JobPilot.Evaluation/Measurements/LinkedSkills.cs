using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>ESCO skills that a sentence is about: names of the linked skills, the surest first, against the preferred labels.</summary>
internal sealed class LinkedSkills : IMeasurement
{
    private const int MostLinks = 10;

    public string Processor => "extract_skills";

    public string File => "esco-linking/techwolf_{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["rp_at_1", "rp_at_5", "rp_at_10"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor, new JsonObject
        {
            ["taxonomies"] = new JsonObject { ["esco"] = Path.Combine(run.Data.Taxonomies, "esco") },
            ["links"] = MostLinks,
            ["min_link_confidence"] = 0,
        });
        var rows = run.Rows.Where(row => row.Strings("esco").Count > 0).Select(row =>
        {
            var listing = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("sentence") } });
            var linked = (listing["skills"] as JsonArray ?? []).Where(skill => skill.Text("esco") is not null).OrderByDescending(skill => skill.Number("confidence") ?? 0);
            return (Expected: row.Strings("esco"), Ranked: linked.Select(skill => skill.Text("name")!).ToList());
        }).ToList();
        return [.. new[] { 1, 5, 10 }.Select(k => new Score(
            $"rp_at_{k}", rows.Count == 0 ? null : 100 * rows.Average(row => RankedRecall.Of(row.Expected, row.Ranked, k)), rows.Count))];
    }
}
