using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Pay that a text states. The hint is the country of the posting's place.</summary>
internal sealed class Salaries : IMeasurement
{
    public string Processor => "normalize_salary";

    public string File => "salary/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["salary_exact", "salary_precision", "salary_recall"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var exact = new Tally("salary_exact");
        var present = new PrecisionRecall();
        foreach (var row in run.Rows)
        {
            var listing = new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("text") } };
            if (row.Text("country_hint") is { } country)
            {
                listing["locations"] = new JsonArray(new JsonObject { ["country"] = country });
            }

            var (label, found) = (row["salary"], run.Process(processor, listing)["base_salary"]);
            var shown = $"{row.Text("text")} -> {found?.ToJsonString() ?? "null"}, not {label?.ToJsonString() ?? "null"}";
            exact.Add(
                label is null || found is null
                    ? label is null && found is null
                    : label.Number("min") == found.Number("min") && label.Number("max") == found.Number("max")
                        && label.Text("currency") == found.Text("currency") && label.Text("period") == found.Text("period"),
                shown);
            present.Add(label is not null, found is not null, shown);
        }

        return
        [
            exact.ToScore(),
            new Score("salary_precision", present.Precision, present.TruePositives + present.FalsePositives) { Misses = present.Misses },
            new Score("salary_recall", present.Recall, present.TruePositives + present.FalseNegatives),
        ];
    }
}
