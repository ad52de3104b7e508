using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>HTML to text, letter by letter.</summary>
internal sealed class CleanTexts : IMeasurement
{
    public string Processor => "clean_text";

    public string File => "html/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["html_exact"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var tally = new Tally("html_exact");
        foreach (var row in run.Rows)
        {
            var found = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("html") } })["description"].Text("text");
            tally.Add(found == row.Text("text"), $"{row["html"]!.ToJsonString()} -> {JsonValue.Create(found)?.ToJsonString()}, not {row["text"]!.ToJsonString()}");
        }

        return [tally.ToScore()];
    }
}
