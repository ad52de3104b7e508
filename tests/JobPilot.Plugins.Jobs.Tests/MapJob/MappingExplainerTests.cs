using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

/// <summary>A mapped value leads back to the field of the source that it was copied from.</summary>
public class MappingExplainerTests
{
    [Theory]
    [InlineData("/hiring_organization/website", "employer_website", null)]
    [InlineData("/base_salary/min", "job_min_salary", "money")]
    [InlineData("/base_salary/period", "job_salary_period", "codes")]
    [InlineData("/date_posted", "job_posted_at", "relative_date")]
    [InlineData("/work_mode", "work_arrangement", "codes")]
    [InlineData("/locations/0/city", "job_city", "text")]
    [InlineData("/locations/0/raw", "job_location", "text")]
    [InlineData("/apply/1/url", "apply_options[1].apply_link", null)]
    [InlineData("/apply/0/url", "job_apply_link", null)]
    [InlineData("/skills/0/name", "required_technologies[0]", "text")]
    [InlineData("/skills/1/name", "preferred_technologies[0]", "text")] // "Rack oven" and "rack oven" are two names.
    [InlineData("/skills/1/requirement", "a constant of the mapping", null)]
    [InlineData("/employment_types/1", "job_employment_types[1]", "codes")]
    [InlineData("/source/external_id", "job_id", "text")]
    public void ExplainField_MappedValue_NamesTheFieldOfTheSource(string pointer, string from, string? changes)
    {
        var explanation = Explain(Postings.Today, pointer, withRaw: true);

        Assert.Equal(("map_job/1", from, true), (explanation!.Rule, explanation.From, explanation.IsOfSource));
        Assert.Equal(changes, explanation.Details.FirstOrDefault(detail => detail.Name == "as")?.Text);
    }

    [Fact]
    public void ExplainField_JoinedValue_QuotesEachPart()
    {
        var explanation = Explain("""{"job_id":"1","job_title":"Cook","job_city":"Kiel","job_country":"DE"}""", "/locations/0/raw", withRaw: true);

        Assert.Equal("job_city, job_country", explanation!.From);
        Assert.Equal(["job_city: \"Kiel\"", "job_country: \"DE\""], explanation.Details.Select(detail => $"{detail.Name}: {detail.Text}"));
    }

    [Fact]
    public void ExplainField_SourceNotKept_NamesAllThatItMayBe()
    {
        Assert.Equal("job_salary_string or job_salary", Explain(Postings.Today, "/base_salary/raw", withRaw: false)!.From);
        Assert.Equal("job_apply_link or apply_options[0].apply_link", Explain(Postings.Today, "/apply/3/url", withRaw: false)!.From);
    }

    [Theory]
    [InlineData("/quality")]
    [InlineData("/seniority/x")]
    [InlineData("/locations/7/city")]
    [InlineData("/locations/x")]
    [InlineData("/valid_through")]
    [InlineData("")]
    public void ExplainField_NotMapped_IsNull(string pointer) => Assert.Null(Explain(Postings.Today, pointer, withRaw: true));

    private static FieldExplanation? Explain(string posting, string pointer, bool withRaw)
    {
        var raw = Postings.Raw(posting);
        var processor = new MapJobProcessor(new MapJobOptions(), TestContext.Create());
        return processor.ExplainField(new FieldQuestion(pointer, Assert.Single(processor.Process(raw.Clone(), default).Records)) { Raw = withRaw ? raw : null });
    }
}
