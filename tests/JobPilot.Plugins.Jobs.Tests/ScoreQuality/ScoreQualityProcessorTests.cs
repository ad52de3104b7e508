using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.ScoreQuality;

public class ScoreQualityProcessorTests
{
    [Theory]
    [InlineData("today", Postings.Today)]
    [InlineData("legacy", Postings.Legacy)]
    public void Process_Listing_IsScored(string name, string json)
    {
        var record = Postings.Cleaned(json);
        new ScoreQualityProcessor(new ScoreQualityOptions(), TestContext.Create()).Process(record, default);

        Snapshot.MatchJson(record.ToNode()["quality"], name);
    }

    [Theory]
    [InlineData("title_raw", "\"HIRING NOW COOKS\"", "title_all_caps")]
    [InlineData("title_raw", "\"Cook $$ apply!!\"", "title_shouts")]
    [InlineData("description.text", "null", "no_description")]
    [InlineData("description.text", "\"Short.\"", "short_description")]
    [InlineData("description.text", "\"Please pay the Registration Fee first.\"", "scam_payment")]
    [InlineData("description.text", "\"Write to us on WhatsApp.\"", "scam_messenger")]
    [InlineData("description.text", "\"Send your social security number.\"", "scam_identity")]
    [InlineData("description.text", "\"Be your own boss.\"", "scam_promise")]
    [InlineData("apply", "null", "no_apply_url")]
    [InlineData("hiring_organization", "null", "no_company")]
    [InlineData("base_salary", "null", "no_salary")]
    [InlineData("base_salary", "{\"min\":5,\"max\":4}", "salary_reversed")]
    [InlineData("locations", "[]", "no_location")]
    [InlineData("date_posted", "null", "no_date")]
    [InlineData("date_posted", "\"2025-01-01T00:00:00Z\"", "stale")]
    [InlineData("date_posted", "\"2027-01-01T00:00:00Z\"", "posted_in_future")]
    [InlineData("valid_through", "\"2025-01-01T00:00:00Z\"", "expired")]
    [InlineData("source.demo", "true", "demo")]
    public void Process_OneFault_IsFlagged(string field, string json, string flag)
    {
        var record = Postings.Cleaned(Postings.Today);
        Assert.DoesNotContain(flag, Flags(record.Clone()));

        record.SetUtf8(FieldPath.Parse(field), System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Contains(flag, Flags(record));
    }

    [Theory]
    [InlineData("We will never ask you to pay a registration fee or to send your social security number.")]
    [InlineData("Our clay runs on every channel: SMS, WhatsApp and Telegram.")]
    [InlineData("Benefits: registration fees covered, gift cards, and financial freedom as our mission.")]
    public void Process_WarningOrProduct_IsNoScam(string text)
    {
        var record = Postings.Cleaned(Postings.Today);
        record.Set(FieldPath.Parse("description.text"), text);

        Assert.DoesNotContain(Flags(record), flag => flag.StartsWith("scam", StringComparison.Ordinal));
    }

    [Fact]
    public void Process_BelowMinScore_Drops()
    {
        var processor = new ScoreQualityProcessor(new ScoreQualityOptions { MinScore = 0.9 }, TestContext.Create());
        var record = Record.Create("k");
        record.Set(FieldPath.Parse("title"), "Cook");

        Assert.Equal(OutcomeKind.Drop, processor.Process(record, default).Kind);
    }

    private static string[] Flags(Record record)
    {
        new ScoreQualityProcessor(new ScoreQualityOptions { ShortDescription = 10 }, TestContext.Create()).Process(record, default);
        return [.. record.ToNode()["quality"]!["flags"]!.AsArray().Select(flag => (string)flag!["flag"]!)];
    }
}
