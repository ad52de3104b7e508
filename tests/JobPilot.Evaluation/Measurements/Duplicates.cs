using JobPilot.Evaluation.Metrics;
using JobPilot.Testing;

namespace JobPilot.Evaluation.Measurements;

/// <summary>Pairs of postings, each with a memory of its own: a duplicate is what the second posting is called.</summary>
internal sealed class Duplicates : IMeasurement
{
    public string Processor => "deduplicate";

    public string File => "duplicates/{split}.jsonl";

    public IReadOnlyList<string> Metrics => ["duplicates_f1", "duplicates_precision", "duplicates_recall"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var chain = PostingRow.CreateChain();
        var counts = new PrecisionRecall();
        foreach (var row in run.Rows)
        {
            var memory = new MemoryRun(ShippedProcessor.CreateStateful(Processor));
            var (first, second) = (PostingRow.Refine(chain, PostingRow.ToListing(row["a"]!, "a")), PostingRow.Refine(chain, PostingRow.ToListing(row["b"]!, "b")));
            run.Timed(() => memory.Process(first));
            var found = run.Timed(() => memory.Process(second)).Kind == OutcomeKind.Duplicate;
            counts.Add(row["duplicate"]!.GetValue<bool>(), found, $"{row.Text("kind")} {row.Text("id")}: {row["a"]!.ToJsonString()} | {row["b"]!.ToJsonString()}");
        }

        return
        [
            new Score("duplicates_f1", counts.F1, run.Rows.Count) { Misses = counts.Misses },
            new Score("duplicates_precision", counts.Precision, counts.TruePositives + counts.FalsePositives),
            new Score("duplicates_recall", counts.Recall, counts.TruePositives + counts.FalseNegatives),
        ];
    }
}
