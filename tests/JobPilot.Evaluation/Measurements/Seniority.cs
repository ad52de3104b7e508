using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Seniority that a title states; "nothing stated" is an answer.</summary>
internal sealed class Seniority : IMeasurement
{
    public string Processor => "classify_job";

    public string File => "title/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["seniority_accuracy", "seniority_macro_f1"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var tally = new Tally("seniority_accuracy");
        var answers = new List<(string? Expected, string? Found)>();
        foreach (var row in run.Rows)
        {
            var text = row.Text("text");
            var answer = (Expected: row.Text("seniority"), Found: run.Process(processor, new JsonObject { ["title"] = text, ["title_raw"] = text }).Text("seniority"));
            answers.Add(answer);
            tally.Add(answer.Expected == answer.Found, $"{text} -> {answer.Found ?? "null"}, not {answer.Expected ?? "null"}");
        }

        return [tally.ToScore(), new Score("seniority_macro_f1", MacroF1.Of(answers), answers.Count)];
    }
}
