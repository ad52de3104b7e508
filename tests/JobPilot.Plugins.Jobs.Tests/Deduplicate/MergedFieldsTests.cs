using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>The row of an opening has from the other postings what its own does not say.</summary>
public class MergedFieldsTests
{
    private readonly DedupeBench _bench = new();

    [Fact]
    public void Process_WorsePostingKnowsThePay_TheRowHasItAndSaysFromWhom()
    {
        _bench.Process(Posting(1, direct: true, length: 90));
        _bench.Process(Posting(2, length: 10, pay: 50_000, seniority: "senior"));

        var row = _bench.Rows.Single().Value;
        Assert.Equal(Id(1), (string?)row["id"]);
        Assert.Equal("""{"min":50000,"currency":"EUR","period":"year"}""", row["base_salary"]!.ToJsonString());
        Assert.Equal("senior", (string?)row["seniority"]);
        var merged = row["duplicates"]!["merged"]!;
        Assert.Equal((Id(2), 0.92), ((string?)merged["base_salary"]!["from"], (double)merged["base_salary"]!["confidence"]!));
        Assert.Equal(Id(2), (string?)merged["seniority"]!["from"]);
    }

    [Fact]
    public void Process_BetterPostingComesLater_HasWhatTheOldRowKnew()
    {
        _bench.Process(Posting(2, length: 10, pay: 50_000));
        _bench.Process(Posting(1, direct: true, length: 90));

        var row = _bench.Rows.Single().Value;
        Assert.Equal((Id(1), 50_000), ((string?)row["id"], (int)row["base_salary"]!["min"]!));
    }

    [Fact]
    public void Process_RowSaysItItself_NothingIsBorrowed()
    {
        _bench.Process(Posting(1, direct: true, pay: 60_000, seniority: "lead"));
        _bench.Process(Posting(2, pay: 50_000, seniority: "senior"));

        var row = _bench.Rows.Single().Value;
        Assert.Equal((60_000, "lead"), ((int)row["base_salary"]!["min"]!, (string?)row["seniority"]));
        Assert.Null(row["duplicates"]!["merged"]);
    }

    [Fact]
    public void Process_SeveralKnowIt_TheBestOfThemLends()
    {
        _bench.Process(Posting(1, direct: true));
        _bench.Process(Posting(2, length: 10, seniority: "senior"));
        _bench.Process(Posting(3, length: 80, seniority: "lead"));

        Assert.Equal("lead", (string?)_bench.Rows.Single().Value["seniority"]);
    }

    [Fact]
    public void Process_LenderNoLongerSaysIt_TheRowNoLongerHasIt()
    {
        _bench.Process(Posting(1, direct: true));
        _bench.Process(Posting(2, pay: 50_000));
        _bench.Process(Posting(2));

        var row = _bench.Rows.Single().Value;
        Assert.Null(row["base_salary"]);
        Assert.Null(row["duplicates"]!["merged"]);
    }

    [Fact]
    public void Process_LenderLeavesTheGroup_TheRowNoLongerHasIt()
    {
        _bench.Process(Posting(1, direct: true));
        _bench.Process(Posting(2, pay: 50_000));
        _bench.Process(Posting(2, pay: 50_000, title: "Waiter"));

        Assert.Null(_bench.Rows[Id(1)]["base_salary"]);
        Assert.Equal(50_000, (int)_bench.Rows[Id(2)]["base_salary"]!["min"]!);
    }

    [Fact]
    public void Restore_RowHasBorrowedPay_ItIsStillNotItsOwn()
    {
        _bench.Process(Posting(1, direct: true));
        _bench.Process(Posting(2, pay: 50_000));
        _bench.RestoreFromRows(new Random(1));
        _bench.Process(Posting(2));

        Assert.Null(_bench.Rows.Single().Value["base_salary"]);
    }

    [Fact]
    public void Process_PayIsOnlyWords_IsNotLent()
    {
        var words = Posting(2);
        words["base_salary"] = new JsonObject { ["raw"] = "competitive" };
        _bench.Process(Posting(1, direct: true));
        _bench.Process(words);

        Assert.Null(_bench.Rows.Single().Value["base_salary"]);
    }

    [Fact]
    public void Process_RemoteLimitedToCountries_IsNotLentWithoutItsLimit()
    {
        var limited = Posting(2);
        limited["work_mode"] = "remote";
        limited["remote_countries"] = new JsonArray("DE");
        _bench.Process(Posting(1, direct: true));
        _bench.Process(limited);

        Assert.Null(_bench.Rows.Single().Value["work_mode"]);
    }

    [Fact]
    public void Process_OnlyTheTextIsAlike_NothingIsBorrowed()
    {
        var text = string.Join(' ', Enumerable.Range(0, 80).Select(word => $"word{word}"));
        JsonObject Nameless(int number, int? pay)
        {
            var posting = Posting(number, pay: pay, direct: pay is null);
            posting["hiring_organization"] = null;
            posting["description"]!["text"] = text;
            return posting;
        }

        _bench.Process(Nameless(1, null));
        _bench.Process(Nameless(2, 50_000));

        var row = _bench.Rows.Single().Value;
        Assert.Equal("text", (string?)row["duplicates"]!["other_sources"]![0]!["evidence"]);
        Assert.Null(row["base_salary"]);
    }

    [Fact]
    public void Process_HundredLongPostingsOfAnOpening_MemoryStaysBoundedAndTheBestLend()
    {
        for (var i = 0; i < 100; i++)
        {
            var posting = Posting(i, length: i, pay: i < 50 ? null : 50_000 + i, direct: i == 0, seniority: "senior");
            posting["description"]!["text"] = string.Join(' ', Enumerable.Range(0, 80).Select(word => $"word{word}")) + new string('x', i);
            posting["locations"]![0]!["region"] = "a region without a code";
            posting["source"]!["publisher"] = new string('ü', 80);
            posting["source"]!["collector"] = new string('c', 80);
            posting["apply"] = new JsonArray([.. Enumerable.Range(0, 6).Select(url => (JsonNode)new JsonObject { ["url"] = $"https://board.example/{new string('a', 280)}/{(i * 10) + url + 1000}", ["direct"] = i == 0 })]);
            posting["valid_through"] = new string('9', 200);
            _bench.Process(posting);
        }

        Assert.InRange(_bench.LargestValue, 1, 64 * 1024);
        Assert.Equal(50_099, (int)_bench.Rows[Id(0)]["base_salary"]!["min"]!);
    }

    private static string Id(int number) => (string)DedupeBench.Posting(number, "", "", "", [], 0)["id"]!;

    private static JsonObject Posting(int number, bool direct = false, int length = 40, int? pay = null, string? seniority = null, string title = "Cook")
    {
        var posting = DedupeBench.Posting(number, title, "Acme", "Bonn", new JsonArray(new JsonObject { ["url"] = $"https://board.example/job/{1000 + number}", ["direct"] = direct }), length);
        if (pay is not null)
        {
            posting["base_salary"] = new JsonObject { ["min"] = pay, ["currency"] = "EUR", ["period"] = "year" };
        }

        if (seniority is not null)
        {
            posting["seniority"] = seniority;
        }

        return posting;
    }
}
