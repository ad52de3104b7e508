using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;
using JobPilot.Testing;

namespace JobPilot.Evaluation.Measurements;

/// <summary>
/// Different openings that are merged although two employers offer them. Pairs are made from real postings: of each employer its posting whose title is most like
/// that of another employer in the same place, so that only the employer tells them apart; and all postings together in one memory, so that chains are seen.
/// </summary>
internal sealed class FalseMerges : IMeasurement
{
    public string Processor => "deduplicate";

    public string File => "postings";

    public IReadOnlyList<string> Metrics => ["different_employers_kept_apart", "merges_within_one_employer"];

    public IReadOnlyList<Score> Measure(MeasurementRun run)
    {
        var chain = PostingRow.CreateChain();
        var postings = run.Rows.Where(row => row.Text("company") is { Length: > 0 } && row.Text("title") is { Length: > 0 })
            .Select(row => PostingRow.Refine(chain, PostingRow.ToListing(row, row.Text("source") + row.Text("id"))))
            .DistinctBy(record => record.Key).ToList();
        return [Pairs(postings), Chains(run, postings)];
    }

    /// <summary>Postings with the same core title and place by two employers.</summary>
    private Score Pairs(List<Record> postings)
    {
        var tally = new Tally(Metrics[0]);
        foreach (var alike in postings.GroupBy(record => $"{TextForm.Of(record.Json.Text("title")!)}|{Place(record)}").Select(group => group.DistinctBy(Employer).ToList()))
        {
            for (var i = 1; i < alike.Count; i++)
            {
                var memory = new MemoryRun(ShippedProcessor.CreateStateful(Processor));
                memory.Process(alike[i - 1].Clone());
                tally.Add(memory.Process(alike[i].Clone()).Kind != OutcomeKind.Duplicate, $"{Shown(alike[i - 1])} | {Shown(alike[i])}");
            }
        }

        return tally.ToScore();
    }

    /// <summary>All postings in one memory: of those that were merged, how many stand with their own employer.</summary>
    private Score Chains(MeasurementRun run, List<Record> postings)
    {
        var tally = new Tally(Metrics[1]);
        var memory = new MemoryRun(ShippedProcessor.CreateStateful(Processor));
        var byId = postings.ToDictionary(record => record.Key!, record => record.Clone());
        postings.ForEach(record => run.Timed(() => memory.Process(record)));
        foreach (var (id, row) in memory.Rows)
        {
            foreach (var other in row.Json["duplicates"]!["other_sources"]!.AsArray())
            {
                var (kept, merged) = (byId[id], byId[other.Text("id")!]);
                tally.Add(Employer(kept) == Employer(merged), $"{Shown(kept)} | {Shown(merged)} ({other.Text("evidence")})");
            }
        }

        return tally.ToScore() with { Note = $"{postings.Count} postings, {memory.Rows.Count} rows; an employer under two names counts as two" };
    }

    private static string Employer(Record record) => TextForm.Of(record.Json["hiring_organization"].Text("name") ?? "");

    private static string Place(Record record) => record.Json["locations"]?[0] is JsonObject place ? $"{place.Text("city")},{place.Text("country")}" : "";

    private static string Shown(Record record) => $"{record.Json.Text("title_raw")}, {Employer(record)}, {record.Json["locations"]?[0].Text("raw")}";
}
