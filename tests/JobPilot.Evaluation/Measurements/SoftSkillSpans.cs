using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Spans of soft skills: strict. They are what the labeller takes for soft skills by their name.</summary>
internal sealed class SoftSkillSpans : IMeasurement
{
    private const string Ability = "skill";

    public string Processor => "extract_skills";

    public string File => "sayfullina-soft-skills/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["soft_span_f1"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var counts = new PrecisionRecall();
        foreach (var row in run.Rows)
        {
            var sentence = new TokenText(row.Strings("tokens"));
            var listing = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = sentence.Text } });
            counts.Add(TokenText.Labelled(row.Strings("tags"), Ability), sentence.Found(listing, "soft_skill", Ability), sentence.Text);
        }

        return [new Score("soft_span_f1", counts.F1, run.Rows.Count) { Misses = counts.Misses, Note = $"precision {counts.Precision ?? 0:0.0}, recall {counts.Recall ?? 0:0.0}" }];
    }
}
