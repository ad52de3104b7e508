using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Language of a sentence or title.</summary>
internal sealed class Languages : IMeasurement
{
    public string Processor => "detect_language";

    public string File => "language/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["language_accuracy"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var tally = new Tally("language_accuracy");
        foreach (var row in run.Rows)
        {
            var found = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("text") } })["description"].Text("language");
            tally.Add(found == row.Text("lang"), $"{row.Text("text")} -> {found ?? "null"}, not {row.Text("lang")}");
        }

        return [tally.ToScore()];
    }
}
