using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>The core of a title, in any accepted form.</summary>
internal sealed class CoreTitles : IMeasurement
{
    public string Processor => "normalize_title";

    public string File => "title/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["core_title"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var tally = new Tally("core_title");
        foreach (var row in run.Rows)
        {
            var text = row.Text("text");
            var found = run.Process(processor, new JsonObject { ["title"] = text, ["title_raw"] = text }).Text("title") ?? "";
            string[] accepted = [row.Text("title")!, .. row.Strings("title_also")];
            tally.Add(accepted.Any(form => TextForm.Of(form) == TextForm.Of(found)), $"{text} -> {found}, not {string.Join(" / ", accepted)}");
        }

        return [tally.ToScore()];
    }
}
