using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Spans of skills in sentences: strict and typed. What the labeller takes for knowledge is the label's knowledge, what it takes for abilities its skills.</summary>
internal sealed class SkillSpans : IMeasurement
{
    private const string Knowledge = "knowledge";
    private const string Ability = "skill";

    public string Processor => "extract_skills";

    public string File => "skillspan/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["span_f1", "span_f1_knowledge", "span_f1_skill"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var (all, knowledge, ability) = (new PrecisionRecall(), new PrecisionRecall(), new PrecisionRecall());
        foreach (var row in run.Rows)
        {
            var sentence = new TokenText(row.Strings("tokens"));
            var listing = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = sentence.Text } });
            List<TokenSpan> found = [.. sentence.Found(listing, "knowledge", Knowledge), .. sentence.Found(listing, "ability", Ability)];
            List<TokenSpan> expected = [.. TokenText.Labelled(row.Strings("tags_knowledge"), Knowledge), .. TokenText.Labelled(row.Strings("tags_skill"), Ability)];
            all.Add(expected, found, sentence.Text);
            knowledge.Add(expected.FindAll(span => span.Kind == Knowledge), found.FindAll(span => span.Kind == Knowledge), sentence.Text);
            ability.Add(expected.FindAll(span => span.Kind == Ability), found.FindAll(span => span.Kind == Ability), sentence.Text);
        }

        Score ToScore(string metric, PrecisionRecall counts) => new(metric, counts.F1, run.Rows.Count)
        {
            Misses = counts.Misses,
            Note = $"precision {counts.Precision ?? 0:0.0}, recall {counts.Recall ?? 0:0.0}",
        };
        return [ToScore("span_f1", all), ToScore("span_f1_knowledge", knowledge), ToScore("span_f1_skill", ability)];
    }
}
