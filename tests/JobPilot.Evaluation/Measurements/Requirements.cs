using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Years of experience (both ends) and the lowest accepted level of education in a snippet of a description.</summary>
internal sealed class Requirements : IMeasurement
{
    public string Processor => "classify_job";

    public string File => "experience-education/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["years_both", "education_level"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var processor = ShippedProcessor.Create(Processor);
        var (years, education) = (new Tally("years_both"), new Tally("education_level"));
        foreach (var row in run.Rows)
        {
            var found = run.Process(processor, new JsonObject { ["description"] = new JsonObject { ["text"] = row.Text("text") } });
            var experience = found["experience_years"];
            years.Add(
                row.Number("years_min") == experience.Number("min") && row.Number("years_max") == experience.Number("max"),
                $"{row.Text("text")} -> {experience?.ToJsonString() ?? "null"}, not {row.Number("years_min")}..{row.Number("years_max")}");
            if (row.ContainsKey("education"))
            {
                education.Add(row.Text("education") == found.Text("education"), $"{row.Text("text")} -> {found.Text("education") ?? "null"}, not {row.Text("education") ?? "null"}");
            }
        }

        return [years.ToScore(), education.ToScore()];
    }
}
