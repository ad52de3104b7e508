using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Work mode that a snippet of a description states.</summary>
internal sealed class WorkModes : IMeasurement
{
    public string Processor => "normalize_location";

    public string File => "work-mode/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["work_mode_text"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var tally = new Tally("work_mode_text");
        foreach (var row in run.Rows)
        {
            var found = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("text") } }).Text("work_mode");
            tally.Add(row["accept"]!.AsArray().Any(mode => mode?.GetValue<string>() == found), $"{row.Text("text")} -> {found ?? "null"}, not {row["accept"]!.ToJsonString()}");
        }

        return [tally.ToScore()];
    }
}
