using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>Two postings are explained by the very keys that join them.</summary>
public class DuplicateExplainerTests
{
    private const string Text = "We look for a nurse who likes the night, reads well, writes well, keeps calm, speaks with patients and their families, notes what happened, hands over at six, and is "
        + "glad of a team that has worked together for many years in a small clinic by the harbour of a town that is quiet in winter.";

    private readonly DedupeBench _bench = new();

    [Theory]
    [InlineData("https://wa.me/441134960000", "the apply address is one that many openings use, and title or employer differ", 3)]
    [InlineData("https://harbour.example/jobs/1002", "no apply address in common", 1)]
    public void ExplainPair_ApplyAddressThatJoinsNot_SaysWhy(string address, string reason, int values)
    {
        var one = Posting(1, """{"title":"Cook","apply":[{"url":"https://wa.me/441134960000"}]}""");
        var other = Posting(2, $$"""{"title":"Lawyer","apply":[{"url":"{{address}}"}]}""");
        _bench.Process(one);
        _bench.Process(other);

        var explanation = Explain(one, other);

        Assert.Contains(reason, explanation.Reason, StringComparison.Ordinal);
        Assert.Equal(values, explanation.Evidence[0].Values.Count);
    }

    [Theory]
    [InlineData("apply_url", """{"apply":[{"url":"https://harbour.example/jobs/1001?utm_source=x"}],"title":"Nurse"}""", """{"apply":[{"url":"https://HARBOUR.example/jobs/1001#top"}],"title":"Night nurse"}""")]
    [InlineData("requisition", """{"title":"Nurse","description":{"text":"Requisition ID: R-10422"}}""", """{"title":"Night nurse","description":{"text":"Job ID R-10422"}}""")]
    [InlineData("opening", """{"title":"Night Nurse (m/w/d)"}""", """{"title":"NIGHT NURSE","hiring_organization":{"name":"Harbour Clinic GmbH"}}""")]
    public void ExplainPair_OneGroup_NamesTheEvidenceAndTheSharedKey(string evidence, string first, string second)
    {
        var (one, other) = (Posting(1, first), Posting(2, second));
        _bench.Process(one);
        _bench.Process(other);

        var explanation = Explain(one, other);

        Assert.True(explanation.IsOne);
        Assert.Contains($"({evidence}, ", explanation.Reason, StringComparison.Ordinal);
        Assert.Equal(PairVerdict.Same, explanation.Evidence.Single(found => found.Name == evidence).Verdict);
        Assert.Single(explanation.SharedKeys);
        Assert.Empty(explanation.Via);
    }

    [Fact]
    public void ExplainPair_NoEmployer_MeasuresTheTexts()
    {
        var one = Posting(1, new JsonObject { ["hiring_organization"] = null, ["description"] = new JsonObject { ["text"] = Text } });
        var other = Posting(2, new JsonObject { ["hiring_organization"] = null, ["description"] = new JsonObject { ["text"] = Text + " Apply." } });
        _bench.Process(one);
        _bench.Process(other);

        var text = Explain(one, other).Evidence.Single(evidence => evidence.Name == "text");

        Assert.Equal(PairVerdict.Same, text.Verdict);
        Assert.InRange(text.Similarity!.Value, 0.95, 0.999);
    }

    [Fact]
    public void ExplainPair_KeptApart_NamesWhatDiffers()
    {
        var (one, other) = (Posting(1, """{"title":"Senior Nurse"}"""), Posting(2, """{"title":"Nurse"}"""));
        _bench.Process(one);
        _bench.Process(other);

        var explanation = Explain(one, other);

        Assert.False(explanation.IsOne);
        Assert.Equal("Kept apart: opening: title 'nurse senior' against 'nurse'.", explanation.Reason);
        Assert.Empty(explanation.SharedKeys);
        var opening = explanation.Evidence.Single(evidence => evidence.Name == "opening");
        Assert.Equal(PairVerdict.Different, opening.Verdict);
        Assert.Equal(["title: nurse senior | nurse", "employer: harbourclinic | harbourclinic"], opening.Values.Take(2).Select(value => $"{value.Name}: {value.First} | {value.Second}"));
        Assert.Equal(PairVerdict.NotCompared, explanation.Evidence.Single(evidence => evidence.Name == "requisition").Verdict);
        Assert.Contains("neither names an employer", explanation.Evidence.Single(evidence => evidence.Name == "text").Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"country":"GB"}""", true)]
    [InlineData("""{"country":"US"}""", false)]
    public void ExplainPair_OneNamesOnlyAnArea_ComparesItWithTheCity(string area, bool expected)
    {
        JsonObject Beside(JsonObject place) => new() { ["locations"] = new JsonArray(place), ["description"] = new JsonObject { ["text"] = Text } };
        var one = Posting(1, Beside((JsonObject)JsonNode.Parse(area)!));
        var other = Posting(2, Beside(new JsonObject { ["city"] = "Leeds", ["country"] = "GB" }));
        _bench.Process(one);
        _bench.Process(other);

        var explanation = Explain(one, other);

        Assert.Equal(expected, explanation.IsOne);
        Assert.Equal(expected ? PairVerdict.Same : PairVerdict.Different, explanation.Evidence.Single(evidence => evidence.Name == "area").Verdict);
        Assert.Contains(expected ? "only an area that it lies in (area, 0.85)" : "area: place 'us' against 'leeds,gb', or the texts begin otherwise", explanation.Reason, StringComparison.Ordinal);
        Assert.Contains("counts only where one names the city", Explain(other, other).Evidence.Single(evidence => evidence.Name == "area").Note, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainPair_JoinedByAThird_NamesIt()
    {
        var one = Posting(1, """{"title":"Night nurse","apply":[{"url":"https://a.example/jobs/1001"}]}""");
        var third = Posting(3, """{"title":"Nurse at night","apply":[{"url":"https://a.example/jobs/1001"},{"url":"https://b.example/jobs/2002"}]}""");
        var other = Posting(2, """{"title":"Carer","apply":[{"url":"https://b.example/jobs/2002"}]}""");
        _bench.Process(one);
        _bench.Process(third);
        _bench.Process(other);

        var explanation = Explain(one, other);

        Assert.True(explanation.IsOne);
        Assert.Equal([(string)third["id"]!], explanation.Via);
        Assert.Contains("by way of another posting", explanation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainPair_MergedAwayAndNotKept_ComparesTheKeysOfTheMemory()
    {
        var (one, other) = (Posting(1, """{"title":"Night Nurse"}"""), Posting(2, """{"title":"Night nurse"}"""));
        _bench.Process(one);
        _bench.Process(other);
        var row = Assert.Single(_bench.Rows).Value;
        var merged = (string)one["id"]! == (string)row["id"]! ? other : one;

        var explanation = _bench.Processor.ExplainPair(
            new PairSide((string)row["id"]!) { Row = DedupeBench.ToRecord(row), Record = DedupeBench.ToRecord(row) }, new PairSide((string)merged["id"]!) { Row = DedupeBench.ToRecord(row) })!;

        Assert.True(explanation.IsOne);
        var opening = explanation.Evidence.Single(evidence => evidence.Name == "opening");
        Assert.Equal(PairVerdict.Same, opening.Verdict);
        Assert.Contains("not kept", opening.Note, StringComparison.Ordinal);
        Assert.Null(explanation.Evidence.Single(evidence => evidence.Name == "text").Similarity);
    }

    [Fact]
    public void ExplainPair_DemoAndLive_AreNeverJoined()
    {
        var (one, other) = (Posting(1, """{"title":"Cook","source":{"collector":"a","demo":true}}"""), Posting(2, """{"title":"Cook","source":{"collector":"a","demo":false}}"""));

        var explanation = _bench.Processor.ExplainPair(Side(one, one), Side(other, other))!;

        Assert.False(explanation.IsOne);
        Assert.Contains("demo data", explanation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainPair_WouldBeJoinedNow_SaysSo()
    {
        var (one, other) = (Posting(1, """{"title":"Cook"}"""), Posting(2, """{"title":"Cook"}"""));

        var explanation = _bench.Processor.ExplainPair(Side(one, one), Side(other, other))!;

        Assert.False(explanation.IsOne);
        Assert.Contains("would be joined now", explanation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainPair_OptionOff_SaysSo()
    {
        var (one, other) = (DedupeBench.ToRecord(Posting(1, """{"title":"Cook"}""")), DedupeBench.ToRecord(Posting(2, """{"title":"Cook"}""")));
        var processor = new DeduplicateProcessor(new DeduplicateOptions { ByContent = false }, TestContext.Create());

        var explanation = processor.ExplainPair(new PairSide(one.Key!) { Record = one, Row = one }, new PairSide(other.Key!) { Record = other, Row = other })!;

        Assert.All(explanation.Evidence, evidence => Assert.Equal(PairVerdict.NotCompared, evidence.Verdict));
        Assert.Equal("the option by_content is off", explanation.Evidence.Single(evidence => evidence.Name == "opening").Note);
    }

    [Fact]
    public void ExplainField_Duplicates_NamesSourcesAndWhyTheRowIsTheBest()
    {
        _bench.Process(Posting(1, """{"title":"Cook"}"""));
        _bench.Process(Posting(2, """{"title":"Cook","description":{"text":"longer text"}}"""));

        var explanation = _bench.Processor.ExplainField(new FieldQuestion("/duplicates", DedupeBench.ToRecord(Assert.Single(_bench.Rows).Value)))!;

        Assert.Contains("opening (0.92)", explanation.Details.Single(detail => detail.Name == "other_source").Text, StringComparison.Ordinal);
        Assert.Equal("the best has it: a city, no direct application, no salary, 11 characters of text, no date", explanation.Details.Single(detail => detail.Name == "row").Text);
    }

    [Fact]
    public void ExplainField_MergedField_NamesThePostingThatItIsOf()
    {
        var row = DedupeBench.Posting(1, "Cook", "Harbour", "Kiel", [], 0);
        row["seniority"] = "senior";
        row["duplicates"] = JsonNode.Parse("""{"opening_id":"a","other_sources":[{"id":"b","publisher":"Backboard","evidence":"opening","confidence":0.92}],"merged":{"seniority":{"from":"b","confidence":0.92}}}""");

        var explanation = _bench.Processor.ExplainField(new FieldQuestion("/seniority", DedupeBench.ToRecord(row)))!;

        Assert.Equal(("duplicates.merged/1", "listing b", 0.92), (explanation.Rule, explanation.From, explanation.Confidence));
        Assert.Equal("Backboard", explanation.Details.Single(detail => detail.Name == "publisher").Text);
        Assert.Null(_bench.Processor.ExplainField(new FieldQuestion("/title", DedupeBench.ToRecord(row))));
    }

    private static JsonObject Posting(int number, string fields) => Posting(number, (JsonObject)JsonNode.Parse(fields)!);

    private static JsonObject Posting(int number, JsonObject fields)
    {
        var posting = DedupeBench.Posting(number, "Night nurse", "Harbour Clinic", "Kiel", [], 0);
        foreach (var (name, value) in fields)
        {
            posting[name] = value?.DeepClone();
        }

        return posting;
    }

    private static PairSide Side(JsonObject posting, JsonObject row) => new((string)posting["id"]!) { Record = DedupeBench.ToRecord(posting), Row = DedupeBench.ToRecord(row) };

    private PairExplanation Explain(JsonObject one, JsonObject other) => _bench.Processor.ExplainPair(Side(one, RowOf(one)), Side(other, RowOf(other)))!;

    /// <summary>Its own row, or the one that lists it.</summary>
    private JsonObject RowOf(JsonObject posting) => _bench.Rows.Values.First(row =>
        (string)row["id"]! == (string)posting["id"]! || row["duplicates"]!["other_sources"]!.AsArray().Any(source => (string)source!["id"]! == (string)posting["id"]!));
}
