using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.DetectLanguage;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Tests.Deduplicate;
using JobPilot.Plugins.Jobs.ValidateJob;
using JobPilot.Testing;
using JobPilot.Tests;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Snapshots;

/// <summary>
/// Each processor alone: over invented awkward listings, what it changes in each; over recorded answers, which are no part of the project, how often it
/// decided what, in words of the listing's schema.
/// </summary>
public class ProcessorSnapshotTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Processors =>
        ["detect_language", "normalize_title", "normalize_company", "normalize_location", "normalize_salary", "extract_skills", "classify_job", "score_quality", "validate_job"];

    [Theory]
    [MemberData(nameof(Processors))]
    public void Process_AwkwardListings_ChangesWhatItShould(string processor)
    {
        var subject = Create(processor);
        var lines = AwkwardListings.For(processor).Select(listing => $"{listing.ToJsonString(Plain)}\n    {Describe(subject, listing)}");

        Snapshot.Match(string.Join('\n', lines), processor);
    }

    [Fact]
    public void Deduplicate_AwkwardListings_LeavesTheRowsThatItShould()
    {
        var bench = new DedupeBench();
        JsonArray Apply(string url) => new(new JsonObject { ["url"] = url });
        var outcomes = new[]
        {
            DedupeBench.Posting(1, "Night Nurse", "Harbour Clinic", "Kiel", Apply("https://harbour.example/jobs/1001"), 100),
            DedupeBench.Posting(2, "NIGHT NURSE (m/w/d)", "Harbour Clinic GmbH", "Kiel", Apply("https://board.example/view?id=77&utm_source=x"), 300),
            DedupeBench.Posting(3, "Nurse at night", "Harbour", "Hamburg", Apply("https://HARBOUR.example/jobs/1001?utm_campaign=y#top"), 50),
            DedupeBench.Posting(4, "Night Nurse", null, "Kiel", Apply("https://harbour.example/careers"), 100),
            DedupeBench.Posting(5, "Night Nurse", "Other Clinic", "Kiel", Apply("https://harbour.example/careers"), 100),
            DedupeBench.Posting(6, "", "", "", [], 0),
        }.Select(posting => bench.Process(posting).Kind.ToString()).ToList();

        Snapshot.MatchJson(new JsonObject
        {
            ["outcomes"] = new JsonArray([.. outcomes.Select(kind => JsonValue.Create(kind))]),
            ["rows"] = new JsonArray([.. bench.Rows.Values.Select(row => row.DeepClone())]),
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Processors))]
    public void Process_RecordedPostings_DecidesAsBefore(string processor)
    {
        var subject = Create(processor);
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var listing in Recorded())
        {
            var before = listing.Clone().Json;
            var outcome = subject.Process(listing, default);
            Count(tally, $"outcome {outcome.Kind}");
            ListingTally.Add(processor, before, listing.Json, name => Count(tally, name));
        }

        Snapshot.Match(string.Join('\n', tally.Select(entry => $"{entry.Value,4}  {entry.Key}")), processor);
    }

    [SkippableFact]
    public void Deduplicate_RecordedPostings_DecidesAsBefore()
    {
        var bench = new DedupeBench();
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var listing in Recorded())
        {
            Count(tally, $"outcome {bench.Process(listing.Json).Kind}");
        }

        Count(tally, "rows", bench.Rows.Count);
        Snapshot.Match(string.Join('\n', tally.Select(entry => $"{entry.Value,4}  {entry.Key}")));
    }

    private static IProcessor Create(string processor) => processor switch
    {
        "detect_language" => new DetectLanguageProcessor(new DetectLanguageOptions(), Contexts.Create()),
        "normalize_title" => new NormalizeTitleProcessor(new NormalizeTitleOptions(), Contexts.Create()),
        "normalize_company" => new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), Contexts.Create()),
        "normalize_location" => new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create()),
        "normalize_salary" => new NormalizeSalaryProcessor(new NormalizeSalaryOptions(), Contexts.Create()),
        "extract_skills" => new ExtractSkillsProcessor(new ExtractSkillsOptions(), Contexts.Create()),
        "classify_job" => new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create()),
        "score_quality" => new ScoreQualityProcessor(new ScoreQualityOptions(), Contexts.Create()),
        _ => new ValidateJobProcessor(new ValidateJobOptions(), Contexts.Create()),
    };

    /// <summary>The recorded postings as listings, mapped and cleaned.</summary>
    private static List<Record> Recorded()
    {
        var folder = Path.GetDirectoryName(SharedData.Require("jsearch/designer-us-2025-07.json"))!;
        var map = new MapJobProcessor(new MapJobOptions(), Contexts.Create());
        var clean = new CleanTextProcessor(new CleanTextOptions(), Contexts.Create());
        var listings = new List<Record>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (JsonNode.Parse(File.ReadAllText(file))!["data"] is JsonArray postings)
            {
                foreach (var posting in postings.OfType<JsonObject>().Where(posting => posting.ContainsKey("job_title")))
                {
                    listings.AddRange(map.Process(Record.FromJson((JsonObject)posting.DeepClone()).WithOrigin("board"), default).Records);
                }
            }
        }

        listings.ForEach(listing => clean.Process(listing, default));
        return listings;
    }

    private static string Describe(IProcessor subject, JsonObject listing)
    {
        var record = Record.FromJson((JsonObject)listing.DeepClone()).WithOrigin("board");
        var outcome = subject.Process(record, default);
        if (outcome.Kind != OutcomeKind.Keep)
        {
            return $"{outcome.Kind}: {outcome.Reason}";
        }

        var changed = record.Json.Where(field => !JsonNode.DeepEquals(field.Value, listing[field.Key])).Select(field => $"{field.Key}: {field.Value?.ToJsonString(Plain) ?? "null"}").ToList();
        return changed.Count == 0 ? "unchanged" : string.Join("\n    ", changed);
    }

    private static void Count(SortedDictionary<string, int> tally, string name, int count = 1) => tally[name] = tally.GetValueOrDefault(name) + count;
}
