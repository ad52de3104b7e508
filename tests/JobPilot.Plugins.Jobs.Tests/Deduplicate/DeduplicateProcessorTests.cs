using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class DeduplicateProcessorTests
{
    [Fact]
    public void Process_OwnIdAgain_IsNoDuplicateAndChangesNothing()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", length: 90));
        bench.Process(Posting(2, "Cook", length: 10));
        var before = bench.Rows.Single().Value.ToJsonString();

        Assert.Equal(OutcomeKind.Keep, bench.Process(Posting(1, "Cook", length: 90)).Kind);
        Assert.Equal(before, bench.Rows.Single().Value.ToJsonString());
        Assert.Empty(bench.Process(Posting(2, "Cook", length: 10)).Records);
    }

    [Fact]
    public void Process_BetterComesLater_TakesTheRowAndDeletesTheOld()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", length: 10));

        var outcome = bench.Process(Posting(2, "Cook", length: 90));

        Assert.Equal(OutcomeKind.Duplicate, outcome.Kind);
        Assert.Equal([RecordOperation.Upsert, RecordOperation.Delete], outcome.Records.Select(record => record.Operation));
        Snapshot.MatchJson(bench.Rows.Single().Value);
    }

    [Fact]
    public void Process_ThirdJoinsTwoGroups_LeavesOneRow()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", length: 10, urls: "https://a.example/1"));
        bench.Process(Posting(2, "Chef", length: 20, urls: "https://a.example/2"));
        Assert.Equal(2, bench.Rows.Count);

        bench.Process(Posting(3, "Kitchen Lead", length: 5, urls: ["https://a.example/1", "https://www.a.example/2/?utm_medium=x"]));

        Assert.Equal(2, bench.Rows.Single().Value["duplicates"]!["other_sources"]!.AsArray().Count);
    }

    [Fact]
    public void Process_ContentChanges_LeavesTheGroupWhoseRowComesBack()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", length: 90));
        bench.Process(Posting(2, "Cook", length: 10));

        bench.Process(Posting(1, "Waiter", length: 90));
        bench.Process(Posting(2, "Cook", length: 10));

        Assert.Equal(2, bench.Rows.Count);
        Assert.All(bench.Rows.Values, row => Assert.Empty(row["duplicates"]!["other_sources"]!.AsArray()));
    }

    [Fact]
    public void Process_WorseLeavesTheGroup_RowForgetsIt()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", length: 90));
        bench.Process(Posting(2, "Cook", length: 10));

        bench.Process(Posting(2, "Waiter", length: 10));

        Assert.Equal(2, bench.Rows.Count);
        Assert.All(bench.Rows.Values, row => Assert.Empty(row["duplicates"]!["other_sources"]!.AsArray()));
    }

    [Fact]
    public void Process_ManyOfOneOpening_MemoryStaysBounded()
    {
        var bench = new DedupeBench();
        for (var i = 0; i < 300; i++)
        {
            bench.Process(Posting(i, "Cook", length: 5, urls: [.. Enumerable.Range(0, 9).Select(n => $"https://a.example/{new string('p', 500)}/{i * 10 + n}")]));
        }

        Assert.Single(bench.Rows);
        Assert.InRange(bench.LargestValue, 1, 64 * 1024);
    }

    [Fact]
    public void Process_OpeningThatJoinsOneWithMorePostingsThanAreListed_StaysJoined()
    {
        var bench = new DedupeBench();
        for (var i = 0; i < 70; i++)
        {
            bench.Process(Posting(i, "Cook", length: 50));
        }

        bench.Process(Posting(100, "Waiter", length: 5, urls: ["https://a.example/jobs/1001"]));
        bench.Process(Posting(101, "Cook", length: 4, urls: ["https://a.example/jobs/1001"]));
        Assert.Single(bench.Rows);

        Assert.Equal(OutcomeKind.Duplicate, bench.Process(Posting(102, "Waiter", length: 5)).Kind);
        Assert.Single(bench.Rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(68)]
    public void Process_NotListedAnyMoreAndNowAnotherOpening_LeavesWhatItWasOf(int worst)
    {
        // The group bears the name of its first posting, whether that is still listed or not.
        var bench = new DedupeBench();
        for (var i = 0; i < 70; i++)
        {
            bench.Process(Posting(i, "Cook", length: i == worst ? 1 : 50));
        }

        var other = bench.Process(Posting(100, "Waiter", length: 50)).Kind;
        bench.Process(Posting(worst, "Waiter", length: 1));

        Assert.Equal(OutcomeKind.Keep, other);
        Assert.Equal(2, bench.Rows.Count);
        Assert.Equal(OutcomeKind.Duplicate, bench.Process(Posting(101, "Cook", length: 5)).Kind);
        Assert.Equal(OutcomeKind.Duplicate, bench.Process(Posting(102, "Waiter", length: 5)).Kind);
        Assert.Equal(["Cook", "Waiter"], bench.Rows.Values.Select(row => (string)row["title"]!).Order());
    }

    /// <summary>A form, a messenger or a board's own page is the address of many employers' jobs.</summary>
    [Theory]
    [InlineData("https://docs.google.com/forms/d/e/1FAIpQLSe/viewform", "Lawyer", "Bank", 2)]
    [InlineData("https://docs.google.com/forms/d/e/1FAIpQLSe/viewform", "Lawyer", "Inn", 2)]
    [InlineData("https://wa.me/441134960000", "Lawyer", "Bank", 2)]
    [InlineData("https://board.example/company/123456/jobs", "Lawyer", "Bank", 2)]
    [InlineData("https://www.bank.example/2026/Careers/", "Lawyer", "Bank", 2)]
    [InlineData("https://board.example/jobs?page=2", "Lawyer", "Bank", 2)]
    [InlineData("https://board.example/login?next=/jobs/1001", "Lawyer", "Bank", 2)]
    [InlineData("https://board.example/company/123456/jobs?id=7", "Lawyer", "Bank", 1)]
    [InlineData("https://board.example/company/123456/jobs/7", "Lawyer", "Bank", 1)]
    public void Process_AddressThatManyOpeningsUse_JoinsNoOthers(string address, string title, string company, int rows)
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, "Cook", urls: [address]));

        bench.Process(Posting(2, title, company, urls: [address]));

        Assert.Equal(rows, bench.Rows.Count);
    }

    [Fact]
    public void Process_NotListedAnyMoreAndNamegiverGone_StaysWithTheOthers()
    {
        var bench = new DedupeBench();
        for (var i = 0; i < 70; i++)
        {
            bench.Process(Posting(i, "Cook", length: i < 2 ? 1 : 50, urls: i == 1 ? ["https://a.example/jobs/1001"] : []));
        }

        bench.Process(Posting(0, "Waiter", length: 1));
        bench.Process(Posting(1, "Cook", length: 1, urls: ["https://a.example/jobs/1001"]));

        Assert.Equal(["Cook", "Waiter"], bench.Rows.Values.Select(row => (string)row["title"]!).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(68)]
    public void Process_NotListedAnyMoreAndNowNoneOfTheKnownOpenings_HasARowOfItsOwn(int worst)
    {
        var bench = new DedupeBench();
        for (var i = 0; i < 70; i++)
        {
            bench.Process(Posting(i, "Cook", length: i == worst ? 1 : 50));
        }

        Assert.NotEqual(OutcomeKind.Duplicate, bench.Process(Posting(worst, "Waiter", length: 1)).Kind);
        Assert.Equal(["Cook", "Waiter"], bench.Rows.Values.Select(row => (string)row["title"]!).Order());
        Assert.Equal(OutcomeKind.Duplicate, bench.Process(Posting(101, "Cook", length: 5)).Kind);
        Assert.Equal(OutcomeKind.Duplicate, bench.Process(Posting(102, "Waiter", length: 5)).Kind);
        Assert.Equal(2, bench.Rows.Count);
    }

    [Fact]
    public void Process_WithoutKey_Rejects() => Assert.Equal(
        OutcomeKind.Reject, new DeduplicateProcessor(new DeduplicateOptions(), TestContext.Create()).Process(Record.Create(), null!, default).Kind);

    [Theory]
    [InlineData("https://www.Board.example/job/12/?utm_source=x&b=2&a=1#top", "board.example/job/12?a=1&b=2")]
    [InlineData("http://board.example/job/12?gclid=1&fbclid=2&ref=z", "board.example/job/12")]
    [InlineData("https://board.example/#/jobs/9", "board.example#/jobs/9")]
    [InlineData("https://board.example/jobs/night-nurse-harbour", "board.example/jobs/night-nurse-harbour")]
    [InlineData("https://board.example/careers", null)]
    [InlineData("https://board.example", null)]
    [InlineData("mailto:jobs@board.example", null)]
    [InlineData("not an address", null)]
    public void Normalize_Address_LosesTracking(string address, string? expected) => Assert.Equal(expected, ApplyUrl.Normalize(address, DuplicateWords.Instance));

    [Theory]
    [InlineData("Senior Cook", "Senior  cook (m/w/d)", true)]
    [InlineData("Bäcker", "baecker", false)]
    [InlineData("Café-Manager", "Cafe Manager", true)]
    [InlineData("C++ Developer", "C Developer", false)]
    [InlineData("Cook (Italian)", "Cook", false)]
    public void Of_Titles_MatchAsTheyShould(string left, string right, bool same) =>
        Assert.Equal(same, MatchOf(DedupeBench.ToRecord(Posting(1, left))) == MatchOf(DedupeBench.ToRecord(Posting(2, right))));

    [Theory]
    [InlineData("Senior Cook", "Cook", false)]
    [InlineData("Senior Cook", "Sr. Cook", true)]
    [InlineData("Cook II", "Cook III", false)]
    [InlineData("Cook - Junior", "Jr Cook", true)]
    public void Of_CoreTitlesWithTheirLevelOff_StillDifferByLevel(string left, string right, bool same)
    {
        Assert.Equal(same, Key(left) == Key(right));

        static string? Key(string raw)
        {
            var posting = Posting(1, "Cook");
            posting["title_raw"] = raw;
            return MatchOf(DedupeBench.ToRecord(posting));
        }
    }

    [Theory]
    [InlineData("Acme, Inc.", "ACME", true)]
    [InlineData("Acme GmbH & Co. KG", "Acme", true)]
    [InlineData("Acme Labs", "Acme", false)]
    [InlineData("Acme Labs", "AcmeLabs", true)]
    [InlineData("Acme GmbH Personalberatung", "Acme GmbH", true)]
    [InlineData("Limited Acme", "Acme", false)]
    public void Of_Companies_MatchAsTheyShould(string left, string right, bool same) =>
        Assert.Equal(same, MatchOf(DedupeBench.ToRecord(Posting(1, "Cook", left))) == MatchOf(DedupeBench.ToRecord(Posting(2, "Cook", right))));

    [Fact]
    public void Of_CompanyWithWordsBehindItsForm_IsThatWithoutThem()
    {
        var posting = Posting(1, "Cook", "Acme Personalberatung");
        posting["hiring_organization"]!["name_raw"] = "Acme GmbH Personalberatung";

        Assert.Equal(MatchOf(DedupeBench.ToRecord(Posting(2, "Cook", "Acme"))), MatchOf(DedupeBench.ToRecord(posting)));
    }

    private static JsonObject Posting(int number, string title, string company = "Inn", int length = 10, params string[] urls) =>
        DedupeBench.Posting(number, title, company, "Bonn", [.. urls.Select(url => (JsonNode)new JsonObject { ["url"] = url })], length);

    private static string? MatchOf(Record record) =>
        new DeduplicateProcessor(new DeduplicateOptions(), TestContext.Create()).Keys(record).FirstOrDefault(key => key.StartsWith("m:", StringComparison.Ordinal));
}
