using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>Openings of one title, employer and place that differ in number, working time or grade.</summary>
public class ClaimTests
{
    private const string None = "We look for a cook.";

    [Theory]
    [InlineData("Requisition ID: R-10422", "Requisition ID: R-10423", 2)]
    [InlineData("Req # 55102", "Kennziffer: 55103", 2)]
    [InlineData("Requisition ID: R-10422", "Apply now. Requisition ID: R-10422", 1)]
    [InlineData("Requisition ID: R-10422", None, 1)]
    [InlineData("Job ID 778001. Requisition ID: R-10422", "Requisition ID: R-10422. Job ID 990002", 1)]
    [InlineData("Job ID: 778001", "Job ID: 990002", 1)]
    [InlineData("Job ID: 778001", "Requisition ID: R-10422", 1)]
    [InlineData("Reference number 778001", "Ref no 990002", 1)]
    public void Process_NumbersInTheText_KeepApartOnlyWhereBothAreTheEmployersOwn(string one, string other, int rows) =>
        Assert.Equal(rows, RowsOf(Posting(1, text: one), Posting(2, text: other)));

    [Theory]
    [InlineData("Cook - Full-time", null, "Cook (Part-time)", null, 2)]
    [InlineData("Cook in Vollzeit", null, "Cook in Teilzeit", null, 2)]
    [InlineData("Cook", "full_time", "Cook", "part_time", 2)]
    [InlineData("Cook", "full_time", "Cook part time", null, 2)]
    [InlineData("Cook part time", "full_time", "Cook", "part_time", 1)]
    [InlineData("Cook", "full_time,part_time", "Cook", "part_time", 1)]
    [InlineData("Cook Full-time / Part-time", null, "Cook", "part_time", 1)]
    [InlineData("Cook", null, "Cook", "part_time", 1)]
    [InlineData("Cook", "full_time", "Cook", "contract", 1)]
    [InlineData("Cook II", null, "Cook III", null, 2)]
    [InlineData("Cook Grade 6", null, "Cook Grade 7", null, 2)]
    [InlineData("Cook Level 2", null, "Cook Level II", null, 1)]
    public void Process_TimeAndGrade_KeepApartWhereBothSayAndDiffer(string one, string? types, string other, string? otherTypes, int rows) =>
        Assert.Equal(rows, RowsOf(Posting(1, one, types), Posting(2, other, otherTypes)));

    /// <summary>One number is one opening, whatever boards make of the working time.</summary>
    [Fact]
    public void Process_SameNumberAndOtherTime_IsOne() =>
        Assert.Equal(1, RowsOf(Posting(1, types: "full_time", text: "Requisition ID: R-10422"), Posting(2, types: "part_time", text: "Requisition ID: R-10422")));

    /// <summary>A posting that says neither must not make one of two that are not.</summary>
    [Fact]
    public void Process_OneThatSaysNothing_JoinsTheFirstAndNotBoth()
    {
        JsonObject[] postings = [Posting(1, text: "Requisition ID: R-2", length: 10), Posting(2, text: "Requisition ID: R-20000", length: 10), Posting(3, text: "Requisition ID: R-10000", length: 10), Posting(4, text: None, length: 900)];
        foreach (var order in new[] { new[] { 1, 2, 3 }, [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1] })
        {
            var bench = new DedupeBench();
            foreach (var at in order)
            {
                bench.Process(postings[at]);
            }

            Assert.Equal(2, bench.Rows.Count);
            var others = bench.Rows[(string)postings[2]["id"]!]["duplicates"]!["other_sources"]!.AsArray();
            Assert.Equal(((string)postings[3]["id"]!, "opening"), ((string)Assert.Single(others)!["id"]!, (string?)others[0]!["evidence"]));
            Assert.Empty(bench.Rows[(string)postings[1]["id"]!]["duplicates"]!["other_sources"]!.AsArray());
        }
    }

    /// <summary>What the row borrowed is not its own: memory that is made from rows must not find a working time that its posting never said.</summary>
    [Fact]
    public void Keys_RowThatBorrowedItsTime_AreThoseOfItsOwnPosting()
    {
        var bench = new DedupeBench();
        bench.Process(Posting(1, types: "part_time", length: 10));
        bench.Process(Posting(2, text: "Requisition ID: R-10422", length: 90));
        var row = Assert.Single(bench.Rows).Value;

        Assert.Equal("part_time", (string?)row["employment_types"]![0]);
        Assert.Equal(bench.Processor.MemberOf(DedupeBench.ToRecord(Posting(2, text: "Requisition ID: R-10422"))).Keys, bench.Processor.MemberOf(DedupeBench.ToRecord(row)).Keys);
    }

    /// <summary>The employer's own number stands for the opening, whatever it is called; a number that others give, or that is a year, joins no cook and clerk.</summary>
    [Theory]
    [InlineData("Cook", "Clerk", "Reference number 202604", 2)]
    [InlineData("Senior Cook", "Senior Clerk", "Job ID: 202604", 2)]
    [InlineData("Cook Pastry", "Pastry Chef", "Reference number 202604", 1)]
    [InlineData("Cook", "Chef de Cuisine", "Requisition ID: R-10422", 1)]
    public void Process_OneNumberUnderTwoTitles_JoinsUnlikeOnesOnlyWhereItIsTheEmployers(string one, string other, string number, int rows) =>
        Assert.Equal(rows, RowsOf(Posting(1, one, text: number), Posting(2, other, text: $"We look for you. {number}")));

    /// <summary>Rows that the version before wrote have keys without what is said.</summary>
    [Fact]
    public void Upgraded_MemberOfTheVersionBefore_SaysNothing()
    {
        var member = Member.Of("a", "31000000902025-03-06", ["m:12", "u:34"], null, null, null).Upgraded();

        Assert.Equal((3, 0, "m:12/3-"), (member.Level, member.Said, member.OpeningKey));
        Assert.Equal("301000000902025-03-06", member.Rank);
        Assert.Equal(member.Keys, member.Upgraded().Keys);
    }

    private static int RowsOf(JsonObject one, JsonObject other)
    {
        var counts = new[] { (one, other), (other, one) }.Select(pair =>
        {
            var bench = new DedupeBench();
            bench.Process(pair.Item1);
            bench.Process(pair.Item2);
            return bench.Rows.Count;
        }).ToList();
        Assert.Equal(counts[0], counts[1]);
        return counts[0];
    }

    private static JsonObject Posting(int number, string title = "Cook", string? types = null, string text = None, int length = 0)
    {
        var posting = DedupeBench.Posting(number, title, "Inn", "Bonn", [], 0);
        posting["employment_types"] = types is null ? null : new JsonArray([.. types.Split(',').Select(type => (JsonNode)type)]);
        posting["description"]!["text"] = text + new string(' ', length);
        return posting;
    }
}
