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
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Plugins.Jobs.ValidateJob;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests;

/// <summary>The suite over listings of both eras, and over one that stands in text alone.</summary>
public abstract class ListingConformance : ProcessorConformance
{
    protected override IEnumerable<Record> Samples() =>
    [
        Postings.Mapped(Postings.Today),
        Postings.Mapped(Postings.Legacy),
        Postings.Raw("""
            {"title":"Lead Gardener (m/w/d) - £25/h","hiring_organization":{"name":"Moss & Fern Staffing Ltd"},"locations":[{"raw":"Leeds, UK"}],
             "description":{"text":"Bachelor's degree, 3-5 years with SQL.\nWe pay £38,000 to £41,000 per year. Hybrid, two days in the office."}}
            """),
        Record.Delete("gone").WithOrigin(),
    ];
}

public sealed class MapJobConformanceTests : ProcessorConformance
{
    protected override IProcessor CreateProcessor() => new MapJobProcessor(new MapJobOptions { KeepRaw = true }, TestContext.Create());

    protected override IEnumerable<Record> Samples() =>
        [Postings.Raw(Postings.Today), Postings.Raw(Postings.Legacy, demo: true), Postings.Raw("""{"job_id":"no title"}"""), Record.Delete("gone").WithOrigin()];
}

public sealed class CleanTextConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new CleanTextProcessor(new CleanTextOptions(), TestContext.Create());
}

public sealed class DetectLanguageConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new DetectLanguageProcessor(new DetectLanguageOptions(), TestContext.Create());
}

public sealed class NormalizeTitleConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new NormalizeTitleProcessor(new NormalizeTitleOptions(), TestContext.Create());
}

public sealed class NormalizeCompanyConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new NormalizeCompanyProcessor(new NormalizeCompanyOptions(), TestContext.Create());
}

public sealed class NormalizeLocationConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new NormalizeLocationProcessor(new NormalizeLocationOptions(), TestContext.Create());
}

public sealed class NormalizeSalaryConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new NormalizeSalaryProcessor(new NormalizeSalaryOptions(), TestContext.Create());
}

public sealed class ExtractSkillsConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new ExtractSkillsProcessor(new ExtractSkillsOptions(), TestContext.Create());
}

public sealed class ClassifyJobConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new ClassifyJobProcessor(new ClassifyJobOptions(), TestContext.Create());
}

public sealed class ScoreQualityConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new ScoreQualityProcessor(new ScoreQualityOptions { MinScore = 0.5 }, TestContext.Create());
}

public sealed class ValidateJobConformanceTests : ListingConformance
{
    protected override IProcessor CreateProcessor() => new ValidateJobProcessor(new ValidateJobOptions { Required = ["base_salary"] }, TestContext.Create());
}
