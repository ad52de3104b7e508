using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class EvidenceTests
{
    private const string Words = "We bake bread and rolls in the old mill by the river since many years and we look for a person who likes to rise early and to work with the hands in a small team "
        + "that laughs much while the town still sleeps and the ovens glow so come by and have a coffee with us when the first loaves are done";

    [Theory]
    [InlineData("Requisition ID: R-10422", "R-10422")]
    [InlineData("About us. Req # 55102 Leeds", "55102")]
    [InlineData("Job ID 2026-118 | full time", "2026-118")]
    [InlineData("Referenznummer: 77410/3", "77410/3")]
    [InlineData("Your job idea counts: 4000 of them", null)]
    [InlineData("Job ID: tbd", null)]
    [InlineData("The requisition of tools", null)]
    public void Find_Text_GivesTheEmployersNumber(string text, string? expected) => Assert.Equal(expected, Requisition.Find(text, DuplicateWords.Instance)?.Number);

    [Fact]
    public void Of_TextWithAWordChanged_MostlySharesTheMark()
    {
        var shared = Enumerable.Range(0, 40).Count(number => NearText.Of($"{Words} {number}") == NearText.Of(Words));

        Assert.InRange(shared, 30, 40);
        Assert.NotEqual(NearText.Of(Words), NearText.Of(string.Join(' ', Words.Split(' ').Reverse())));
        Assert.Null(NearText.Of("Bakers wanted"));
    }

    [Fact]
    public void Process_SameRequisitionUnderAnotherTitle_IsJoinedByIt()
    {
        var source = Other(Posting(1, "Baker", "Crust", "Requisition ID: R-10422"), Posting(2, "Bread maker", "Crust", "We bake. Requisition ID: R-10422"));

        Assert.Equal(("requisition", 0.97), source);
    }

    [Fact]
    public void Process_SameAddressAndTitle_TheAddressIsNamed()
    {
        JsonArray Apply() => [new JsonObject { ["url"] = "https://crust.example/jobs/1001" }];
        var (first, second) = (Posting(1, "Baker", "Crust", ""), Posting(2, "Baker", "Crust", ""));
        (first["apply"], second["apply"]) = (Apply(), Apply());

        Assert.Equal(("apply_url", 0.99), Other(first, second));
    }

    [Fact]
    public void Process_SameOpening_TitleCompanyAndPlaceAreNamed() => Assert.Equal(("opening", 0.92), Other(Posting(1, "Baker", "Crust", "a"), Posting(2, "Baker (m/w/d)", "Crust Ltd", "b")));

    [Fact]
    public void Process_NoCompanyButTheSameText_TextIsNamed() => Assert.Equal(("text", 0.85), Other(Posting(1, "Baker", null, Words), Posting(2, "Baker", null, Words)));

    [Fact]
    public void Process_NoCompanyAndOtherTextOrTitle_StaysApart()
    {
        Assert.Null(Other(Posting(1, "Baker", null, Words), Posting(2, "Miller", null, Words)));
        Assert.Null(Other(Posting(1, "Baker", null, Words), Posting(2, "Baker", null, string.Join(' ', Words.Split(' ').Reverse()))));
        Assert.Null(Other(Posting(1, "Baker", null, "short"), Posting(2, "Baker", null, "short")));
    }

    [Theory]
    [InlineData("Role in London (EC2R), hybrid.", "GB", "London")]
    [InlineData("Location: Leeds. Apply now.", "GB", "Leeds")]
    [InlineData("London is what our founders love.", "GB", null)]
    [InlineData("Role in London (EC2R), hybrid.", "US", null)]
    [InlineData("An interest in reading is a plus.", "GB", null)]
    public void Find_TextThatNamesACity_GivesItWhereItStandsAsAPlace(string text, string country, string? expected) => Assert.Equal(expected, CityInText.Find(text, country, null, DuplicateWords.Instance)?.Name);

    private static JsonObject Posting(int number, string title, string? company, string text)
    {
        var posting = DedupeBench.Posting(number, title, company, "Bonn", [], 0);
        posting["description"]!["text"] = text;
        return posting;
    }

    private static (string?, double?)? Other(JsonObject first, JsonObject second)
    {
        var bench = new DedupeBench();
        bench.Process(first);
        bench.Process(second);
        var others = bench.Rows.Values.SelectMany(row => row["duplicates"]!["other_sources"]!.AsArray()).ToList();
        return others.Count == 0 ? null : (others.Single()!["evidence"]?.GetValue<string>(), others.Single()!["confidence"]?.GetValue<double>());
    }
}
