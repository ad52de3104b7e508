using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Measurements;

/// <summary>How well a low quality score tells postings that are labelled fraudulent from those that are labelled real.</summary>
internal sealed class FraudScores : IMeasurement, IRowFilter
{
    public string Processor => "score_quality";

    public string File => "postings";

    public string Word => "\"fraudulent\"";

    public IReadOnlyList<string> Metrics => ["fraud_auc"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var chain = PostingRow.CreateChain();
        var processor = ShippedProcessor.Create(Processor);
        var rows = run.Rows.Where(row => row["fraudulent"] is not null).ToList();
        var answers = rows.Select(row =>
        {
            var listing = PostingRow.Refine(chain, PostingRow.ToListing(row, row.Text("id")!)).Json;
            var scored = run.Process(processor, (JsonObject)listing.DeepClone());
            return (Score: 1 - scored["quality"].Number("score")!.Value, IsPositive: row["fraudulent"]!.GetValue<int>() == 1);
        }).ToList();
        var sources = rows.GroupBy(row => row.Text("source")).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count(row => row["fraudulent"]!.GetValue<int>() == 1)} fraudulent of {group.Count()} from {group.Key}");
        return [new Score("fraud_auc", AreaUnderCurve.Of(answers), rows.Count) { Note = string.Join(", ", sources) }];
    }
}
