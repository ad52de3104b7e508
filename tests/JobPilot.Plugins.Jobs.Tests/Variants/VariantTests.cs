using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Plugins.Jobs.DetectLanguage;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.Text;
using JobPilot.Testing;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.Variants;

/// <summary>Dozens of ways to say a thing, each with the answer: what no labelled file says, so that no rule fits only what was labelled.</summary>
public class VariantTests
{
    [Fact]
    public void ClassifyJob_WaysToDemandExperience_YearsAreFound()
    {
        var processor = new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create());
        VariantFile.Check(VariantFile.Rows("experience.tsv", 3), row => Run(processor, Described(row[0]))["experience_years"] is { } years ? $"{Text(years["min"])};{Text(years["max"])}" : ";", (row, found) => found == $"{row[1]};{row[2]}");
    }

    [Fact]
    public void ClassifyJob_WaysToDemandEducation_LowestLevelIsFound()
    {
        var processor = new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create());
        VariantFile.Check(VariantFile.Rows("education.tsv", 2), row => Text(Run(processor, Described(row[0]))["education"]), (row, found) => found == row[1]);
    }

    [Fact]
    public void ClassifyJob_WaysToStateAGrade_SeniorityIsFound()
    {
        var processor = new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create());
        VariantFile.Check(VariantFile.Rows("seniority.tsv", 2), row => Text(Run(processor, new JsonObject { ["title"] = row[0], ["title_raw"] = row[0] })["seniority"]), (row, found) => found == row[1]);
    }

    [Fact]
    public void NormalizeTitle_WaysToDressATitle_CoreIsFound()
    {
        var processor = new NormalizeTitleProcessor(new NormalizeTitleOptions(), Contexts.Create());
        VariantFile.Check(
            VariantFile.Rows("titles.tsv", 2), row => Text(Run(processor, new JsonObject { ["title"] = row[0], ["title_raw"] = row[0] })["title"]),
            (row, found) => row[1].Split('|').Any(form => Folding.Fold(form) == Folding.Fold(found)));
    }

    [Fact]
    public void NormalizeCompany_WaysToWriteACompany_NameAndFormAreFound()
    {
        var processor = new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), Contexts.Create());
        VariantFile.Check(
            VariantFile.Rows("companies.tsv", 3),
            row => Run(processor, new JsonObject { ["hiring_organization"] = new JsonObject { ["name"] = row[0] } })["hiring_organization"] is { } company ? $"{Text(company["name"])};{Text(company["legal_form"])}" : ";",
            (row, found) => found == $"{row[1]};{row[2]}");
    }

    [Fact]
    public void NormalizeSalary_WaysToStatePay_AllOfItIsFound()
    {
        VariantFile.Check(VariantFile.Rows("salaries.tsv", 6), Pay, (row, found) => found == string.Join(';', row.Skip(2)));

        static string Pay(string[] row)
        {
            var processor = new NormalizeSalaryProcessor(new NormalizeSalaryOptions { Country = row[1] }, Contexts.Create());
            return Run(processor, Described(row[0]))["base_salary"] is { } pay ? $"{Text(pay["min"])};{Text(pay["max"])};{Text(pay["currency"])};{Text(pay["period"])}" : ";;;";
        }
    }

    [Fact]
    public void NormalizeLocation_WaysToNameAPlace_PlaceAndModeAreFound()
    {
        var processor = new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create());
        VariantFile.Check(
            VariantFile.Rows("places.tsv", 5),
            row =>
            {
                var listing = Run(processor, new JsonObject { ["locations"] = new JsonArray(new JsonObject { ["raw"] = row[0] }) });
                var place = (listing["locations"] as JsonArray)?.FirstOrDefault();
                return $"{Text(place?["city"])};{Text(place?["region"])};{Text(place?["country"])};{Text(listing["work_mode"])}";
            },
            (row, found) => Folding.Fold(found) == Folding.Fold(string.Join(';', row.Skip(1))));
    }

    [Fact]
    public void NormalizeLocation_WaysToSayWhereOneWorks_ModeIsFound()
    {
        var processor = new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create());
        VariantFile.Check(VariantFile.Rows("work-modes.tsv", 2), row => Text(Run(processor, Described(row[0]))["work_mode"]), (row, found) => row[1].Split('|').Any(mode => mode.Trim('-') == found));
    }

    [Fact]
    public void DetectLanguage_TextsOfManyLanguages_EachIsTold()
    {
        var processor = new DetectLanguageProcessor(new DetectLanguageOptions(), Contexts.Create());
        VariantFile.Check(VariantFile.Rows("languages.tsv", 2), row => Text(Run(processor, Described(row[0]))["description"]!["language"]), (row, found) => found == row[1]);
    }

    [Fact]
    public void Deduplicate_PairsOfPostings_OneOpeningIsOneRow()
    {
        IProcessor[] chain =
        [
            new NormalizeTitleProcessor(new NormalizeTitleOptions(), Contexts.Create()), new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), Contexts.Create()),
            new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create()),
        ];
        VariantFile.Check(
            VariantFile.Rows("duplicates.tsv", 7),
            row =>
            {
                var memory = new MemoryRun(new DeduplicateProcessor(new DeduplicateOptions(), Contexts.Create()));
                Record Posting(int at, string id)
                {
                    var record = Record.FromJson(
                        new JsonObject
                        {
                            ["title"] = row[at],
                            ["title_raw"] = row[at],
                            ["hiring_organization"] = new JsonObject { ["name"] = row[at + 1] },
                            ["locations"] = new JsonArray(new JsonObject { ["raw"] = row[at + 2] }),
                        },
                        id);
                    Array.ForEach(chain, processor => processor.Process(record, default));
                    return record;
                }

                memory.Process(Posting(0, "a"));
                return memory.Process(Posting(3, "b")).Kind == OutcomeKind.Duplicate ? "yes" : "no";
            },
            (row, found) => found == row[6]);
    }

    private static JsonObject Run(IProcessor processor, JsonObject listing)
    {
        var record = Record.FromJson(listing);
        Assert.Equal(OutcomeKind.Keep, processor.Process(record, default).Kind);
        return record.Json;
    }

    private static JsonObject Described(string text) => new() { ["description"] = new JsonObject { ["text"] = text } };

    private static string Text(JsonNode? value) => value is null ? "" : value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<double>().ToString(CultureInfo.InvariantCulture) : value.GetValue<string>();
}
