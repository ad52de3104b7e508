using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Tests;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

/// <summary>The processors that refine a listing, one after the other and in the reverse order.</summary>
public class RefinedListingTests
{
    private static readonly IProcessor[] Chain =
    [
        new NormalizeTitleProcessor(new NormalizeTitleOptions(), Contexts.Create()),
        new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), Contexts.Create()),
        new NormalizeLocationProcessor(new NormalizeLocationOptions(), Contexts.Create()),
        new NormalizeSalaryProcessor(new NormalizeSalaryOptions(), Contexts.Create()),
        new ClassifyJobProcessor(new ClassifyJobOptions(), Contexts.Create()),
        new ExtractSkillsProcessor(new ExtractSkillsOptions(), Contexts.Create()),
    ];

    [Fact]
    public void Process_ListingWithEverythingInText_IsRefined() => Snapshot.MatchJson(Refine(InText(), Chain));

    [Fact]
    public void Process_ListingWithFields_KeepsWhatTheSourceSays() => Snapshot.MatchJson(Refine(InFields(), Chain));

    [Fact]
    public void Process_EmptyListing_StaysEmpty() => Assert.Equal("{}", Refine([], Chain).ToJsonString());

    [Fact]
    public void Process_Twice_ChangesNothing()
    {
        var once = Refine(InText(), Chain);
        var twice = Refine(once.DeepClone().AsObject(), Chain);

        // The second time a place is read from its fields, and provenance says so.
        once.Remove("provenance");
        twice.Remove("provenance");
        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
    }

    [Fact]
    public void Process_AnyOrder_GivesTheSameFields()
    {
        var forward = Refine(InText(), Chain);
        var backward = Refine(InText(), [.. Chain.Reverse()]);

        // The country decides what currency a bare amount is in; all else is independent.
        foreach (var field in (string[])["title", "hiring_organization", "locations", "work_mode", "seniority", "experience_years", "education", "skills"])
        {
            Assert.Equal(forward[field]?.ToJsonString(), backward[field]?.ToJsonString());
        }
    }

    private static JsonObject Refine(JsonObject listing, IProcessor[] processors)
    {
        var record = Record.FromJson(listing);
        foreach (var processor in processors)
        {
            Assert.Equal(OutcomeKind.Keep, processor.Process(record, CancellationToken.None).Kind);
        }

        return record.Json;
    }

    private static JsonObject InText() => new()
    {
        ["title"] = "Senior Orchard Data Engineer (f/m/d) - Full-time",
        ["hiring_organization"] = new JsonObject { ["name"] = "Applewood Staffing, LLC" },
        ["description"] = new JsonObject
        {
            ["text"] = "Applewood counts apples.\n\nRequirements:\n- 3-5 years of experience with Python and SQL\n- Bachelor's degree in mathematics\n"
                + "- Fluent English; German is a plus\nNice to have:\n- Docker\n\nWe pay $92,000 to $118,000 per year plus bonus. You work two days per week in the office.",
        },
        ["locations"] = new JsonArray(new JsonObject { ["raw"] = "Yakima, WA" }),
    };

    private static JsonObject InFields() => new()
    {
        ["title"] = "Baumpfleger",
        ["hiring_organization"] = new JsonObject { ["name"] = "Stadtgrün e.V.", ["is_agency"] = false },
        ["description"] = new JsonObject { ["text"] = "Arbeiten mit Seil und Säge, 100 % vor Ort." },
        ["locations"] = new JsonArray(new JsonObject { ["city"] = "Bielefeld", ["region"] = "NW", ["country"] = "DE", ["latitude"] = 52.01, ["longitude"] = 8.52 }),
        ["base_salary"] = new JsonObject { ["min"] = 17.5, ["max"] = 0, ["period"] = "HOUR" },
        ["employment_types"] = new JsonArray("FULLTIME", "Teilzeit"),
        ["work_mode"] = "on_site",
    };
}
