namespace JobPilot.Plugins.Demo.Tests;

public sealed class DemoDirtTests
{
    private const int Count = 6000;

    /// <summary>The rates that the README names, measured on the records alone.</summary>
    [Fact]
    public async Task Read_DefaultRates_HoldWithinTolerance()
    {
        var options = new DemoOptions { Records = Count, PageSize = 250 };
        var records = await DemoPostings.RecordsAsync(options);
        var adverts = Enumerable.Range(0, Count).Select(index => Advert.Of(options.Seed, index, options.Dirt)).ToList();

        AssertShare(0.12, adverts.Count(advert => advert.Kind == AdvertKind.Duplicate), "duplicates");
        AssertShare(0.05, adverts.Count(advert => advert.Kind == AdvertKind.Repost), "reposts");
        AssertShare(0.02, Count - records.Select(record => record.Key).Distinct().Count(), "repeats");
        AssertShare(0.25, records.Count(record => Text(record, "job_description").Contains('<', StringComparison.Ordinal)), "html");
        AssertShare(0.25, records.Count(record => IsNull(record, "employer_logo")), "nulls");
        AssertShare(0.35, records.Count(record => IsNull(record, "job_posted_at_timestamp")), "dates that are null");
        AssertShare(0.24, records.Count(record => !IsNull(record, "job_min_salary")), "salaries in fields");
        AssertShare(0.15, records.Count(record => IsNull(record, "job_min_salary") && (!IsNull(record, "job_salary") || !IsNull(record, "job_salary_string"))), "salaries in a text field", 0.04);
        AssertShare(0.20, records.Count(record => new[] { "DE", "AT", "CH", "FR", "BE", "ES", "MX" }.Contains(Text(record, "job_country"))), "other languages", 0.03);
        AssertShare(0.16, records.Count(record => IsNull(record, "job_city")), "no city", 0.03);
        AssertShare(0.50, records.Count(record => record.Has(DemoPostings.Path("job_required_education"))), "legacy", 0.03);
    }

    [Fact]
    public async Task Read_NoDirt_IsClean()
    {
        var clean = new DemoDirt
        {
            Duplicates = 0,
            Reposts = 0,
            Repeats = 0,
            Nulls = 0,
            Html = 0,
            Salaries = 1,
            OddLocations = 0,
            NoisyTitles = 0,
            OtherLanguages = 0,
        };
        var records = await DemoPostings.RecordsAsync(new DemoOptions { Records = 1000, Dirt = clean });

        Assert.Equal(1000, records.Select(record => record.Key).Distinct().Count());
        Assert.All(records, record =>
        {
            Assert.DoesNotContain('<', Text(record, "job_description"));
            Assert.False(IsNull(record, "job_city"));
            Assert.False(IsNull(record, "job_posted_at_timestamp"));
            Assert.False(IsNull(record, "job_is_remote"));
        });
    }

    [Fact]
    public async Task Read_Duplicates_AreTheSameOpeningElsewhere()
    {
        var options = new DemoOptions { Records = 2000, PageSize = 250, Dirt = new DemoDirt { NoisyTitles = 0, Html = 0 } };
        var records = await DemoPostings.RecordsAsync(options);
        var pairs = Enumerable.Range(0, 2000)
            .Select(index => (Index: index, Advert: Advert.Of(options.Seed, index, options.Dirt)))
            .Where(pair => pair.Advert.Kind == AdvertKind.Duplicate).ToList();

        Assert.All(pairs, pair =>
        {
            var (copy, first) = (records[pair.Index], records[(int)pair.Advert.Opening]);
            Assert.Equal(Text(first, "job_title"), Text(copy, "job_title"));
            Assert.NotEqual(Text(first, "job_publisher"), Text(copy, "job_publisher"));
            Assert.NotEqual(first.Key, copy.Key);
            Assert.NotEqual(Text(first, "job_apply_link"), Text(copy, "job_apply_link"));
        });
    }

    [Theory]
    [InlineData("HOUR")]
    [InlineData("YEAR")]
    [InlineData("MONTH")]
    [InlineData("WEEK")]
    [InlineData("DAY")]
    public async Task Read_Periods_AllOccur(string period) => Assert.Contains(
        await DemoPostings.RecordsAsync(new DemoOptions { Records = 2000, PageSize = 250 }), record => Text(record, "job_salary_period") == period);

    private static string Text(Record record, string field) => record.GetString(DemoPostings.Path(field)) ?? "";

    private static bool IsNull(Record record, string field) => !record.Has(DemoPostings.Path(field));

    private static void AssertShare(double expected, int actual, string what, double tolerance = 0.02) => Assert.True(
        Math.Abs(((double)actual / Count) - expected) <= tolerance, $"{what}: {(double)actual / Count:0.000} instead of {expected}");
}
