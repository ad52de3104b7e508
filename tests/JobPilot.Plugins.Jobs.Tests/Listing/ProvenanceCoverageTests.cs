using System.IO.Compression;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Plugins.Jobs.DetectLanguage;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Tests.Taxonomies;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.Listing;

/// <summary>Every value of a listing either has provenance, itself or what it stands in, or is what the mapping copied, and then the mapping says of which field.</summary>
public class ProvenanceCoverageTests
{
    private const int EveryNth = 4;

    /// <summary>A mapping for gathered postings: as little as boards give, so that the processors find the rest.</summary>
    private const string Gathered = """
        version: 1
        external_id: id
        fields:
          title: title
          hiring_organization.name: company
          description.text: description
          description.language: language
          source.publisher: source
          source.url: url
          locations: { list: [{ fields: { raw: location, country: { from: country, as: country } } }] }
          base_salary.min: { from: salary_min, as: money }
          base_salary.max: { from: salary_max, as: money }
          base_salary.currency: { from: salary_currency, as: currency }
          base_salary.raw: salary_text
          employment_types: { first: [{ each: employment_types, as: text }, { each: employment_type, as: text }] }
          date_posted: { first: [{ from: posted_at, as: date }, { from: posted_at, as: relative_date }] }
          apply: { list: [{ fields: { url: url } }], needs: url }
        """;

    [Theory]
    [InlineData(Postings.Today)]
    [InlineData(Postings.Legacy)]
    [InlineData("""{"job_id":"x1","job_title":"<b>Lead Gardener</b> (m/w/d) - £25/h","employer_name":"Moss &amp; Fern Staffing Ltd","job_location":"Leeds, UK","job_highlights":{"Benefits":["&bull; Meals"]},"job_description":"<p>Bachelor's degree, 3-5 years with SQL.</p><p>Hybrid, two days in the office.</p>"}""")]
    public void Chain_InventedPosting_EveryValueIsExplained(string posting) => AssertExplained(new Chain(new MapJobOptions()), [Postings.Raw(posting)]);

    [Fact]
    public void Chain_WithTaxonomies_EveryValueIsExplained()
    {
        using var samples = new TaxonomySamples();
        samples.Write("occupations_en.csv", TaxonomySamples.EscoOccupations);
        samples.Write("skills_en.csv", TaxonomySamples.EscoSkills);
        samples.Write("Occupation Data.txt", TaxonomySamples.OnetOccupations);
        samples.Write("Alternate Titles.txt", TaxonomySamples.OnetTitles);
        samples.Write("Technology Skills.txt", TaxonomySamples.OnetTechnologies);
        var chain = new Chain(new MapJobOptions(), new TaxonomyOptions { Esco = samples.Path, Onet = samples.Path });
        AssertExplained(chain, [Postings.Raw(Postings.Today), Postings.Raw("""{"job_id":"x2","job_title":"Apple tree carer","job_description":"You graft apple trees, attend to detail and know Microsoft Excel."}""")]);
    }

    [SkippableFact]
    public void Chain_RecordedAnswers_EveryValueIsExplained()
    {
        var postings = Directory.EnumerateFiles(SharedData.Require("jsearch"), "*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => (JsonNode.Parse(File.ReadAllText(file))!["data"] as JsonArray ?? []).OfType<JsonObject>())
            .Where(posting => posting.ContainsKey("job_title")).Select(posting => Record.FromJson((JsonObject)posting.DeepClone()).WithOrigin("board"));

        AssertExplained(new Chain(new MapJobOptions()), postings);
    }

    [SkippableFact]
    public void Chain_GatheredPostings_EveryValueIsExplained()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Require("postings/postings.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line.Replace(": NaN", ": null", StringComparison.Ordinal)); // As Python writes what is unknown.
        }

        AssertExplained(
            new Chain(new MapJobOptions { Inline = Gathered }),
            lines.Where((_, index) => index % EveryNth == 0).Select(line => Record.FromJson((JsonObject)JsonNode.Parse(line)!).WithOrigin("board")));
    }

    private static void AssertExplained(Chain chain, IEnumerable<Record> postings)
    {
        var (listings, unexplained) = (0, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var posting in postings)
        {
            if (chain.Run(posting) is not var (mapped, listing))
            {
                continue;
            }

            listings++;
            var provenance = listing["provenance"] as JsonObject ?? [];
            foreach (var (pointer, value) in Leaves("", listing).Where(leaf => !leaf.Pointer.StartsWith("/provenance", StringComparison.Ordinal) && !leaf.Pointer.StartsWith("/_", StringComparison.Ordinal)))
            {
                var isCopy = JsonNode.DeepEquals(value, At(mapped, pointer)) && chain.Map.ExplainField(new FieldQuestion(pointer, Record.FromJson((JsonObject)mapped.DeepClone())) { Raw = posting }) is not null;
                if (!isCopy && !Holders(pointer).Any(provenance.ContainsKey))
                {
                    unexplained.TryAdd(Pattern(pointer), $"{pointer} = {value!.ToJsonString()} of '{listing["title_raw"]}'");
                }
            }
        }

        Assert.NotEqual(0, listings);
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained.Values));
    }

    private static IEnumerable<string> Holders(string pointer)
    {
        for (var end = pointer.Length; end > 0; end = pointer.LastIndexOf('/', end - 1))
        {
            yield return pointer[..end];
        }
    }

    private static string Pattern(string pointer) => string.Join('/', pointer.Split('/').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "*" : part));

    private static IEnumerable<(string Pointer, JsonNode? Value)> Leaves(string pointer, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Leaves($"{pointer}/{field.Key}", field.Value)),
        JsonArray items => items.SelectMany((item, index) => Leaves($"{pointer}/{index}", item)),
        null => [],
        _ => [(pointer, node)],
    };

    private static JsonNode? At(JsonNode? node, string pointer)
    {
        foreach (var part in pointer.Split('/')[1..])
        {
            node = node switch
            {
                JsonObject fields => fields[part],
                JsonArray items => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) is var index && index < items.Count ? items[index] : null,
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The chain of the shipped pipelines.</summary>
    private sealed class Chain(MapJobOptions mapping, TaxonomyOptions? taxonomies = null)
    {
        private readonly IProcessor[] _processors =
        [
            new CleanTextProcessor(new CleanTextOptions(), TestContext.Create()),
            new DetectLanguageProcessor(new DetectLanguageOptions(), TestContext.Create()),
            new NormalizeTitleProcessor(new NormalizeTitleOptions(), TestContext.Create()),
            new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), TestContext.Create()),
            new NormalizeLocationProcessor(new NormalizeLocationOptions(), TestContext.Create()),
            new NormalizeSalaryProcessor(new NormalizeSalaryOptions(), TestContext.Create()),
            new ExtractSkillsProcessor(new ExtractSkillsOptions { Taxonomies = taxonomies }, TestContext.Create()),
            new ClassifyJobProcessor(new ClassifyJobOptions { Taxonomies = taxonomies, Candidates = 2 }, TestContext.Create()),
            new ScoreQualityProcessor(new ScoreQualityOptions(), TestContext.Create()),
        ];

        public MapJobProcessor Map { get; } = new(mapping, TestContext.Create());

        /// <summary>The listing as it was mapped, and as it came out; null where it is none.</summary>
        public (JsonObject Mapped, JsonObject Listing)? Run(Record posting)
        {
            if (Map.Process(posting.Clone(), default).Records is not [var record])
            {
                return null;
            }

            var mapped = record.Clone().Json;
            if (Array.Exists(_processors, processor => processor.Process(record, default).Kind != OutcomeKind.Keep))
            {
                return null;
            }

            var deduplicate = new DeduplicateProcessor(new DeduplicateOptions(), TestContext.Create());
            _ = deduplicate.Keys(record).ToList();
            deduplicate.Process(record, new FakeRecordState(), default);
            return (mapped, record.Json);
        }
    }
}
