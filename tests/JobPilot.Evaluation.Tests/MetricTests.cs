using System.Text.Json.Nodes;
using JobPilot.Evaluation.Metrics;

namespace JobPilot.Evaluation.Tests;

public class MetricTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Tally_ThreeOfFour_IsTheShareAndNamesTheMiss()
    {
        var tally = new Tally("m");
        tally.Add(true, "a");
        tally.Add(false, "b");
        tally.Add(true, "c");
        tally.Add(true, "d");

        var score = tally.ToScore();

        Assert.Equal(75, score.Value!.Value, Exact);
        Assert.Equal(4, score.Rows);
        Assert.Equal(["b"], score.Misses);
    }

    [Fact]
    public void Tally_NoRow_HasNoValue() => Assert.Null(new Tally("m").ToScore().Value);

    [Fact]
    public void PrecisionRecall_YesAndNo_CountsBothErrors()
    {
        var counts = new PrecisionRecall();
        foreach (var (expected, found) in new[] { (true, true), (true, true), (true, true), (false, true), (true, false), (true, false), (false, false) })
        {
            counts.Add(expected, found, "");
        }

        Assert.Equal(75, counts.Precision!.Value, Exact);
        Assert.Equal(60, counts.Recall!.Value, Exact);
        Assert.Equal(100 * 2 * 0.75 * 0.6 / (0.75 + 0.6), counts.F1!.Value, Exact);
        Assert.Equal(3, counts.Misses.Count);
    }

    [Fact]
    public void PrecisionRecall_Sets_CountsEachAnswerOnce()
    {
        var counts = new PrecisionRecall();
        counts.Add(["a", "b"], ["b", "b", "c"], "row");

        Assert.Equal((1, 1, 1), (counts.TruePositives, counts.FalsePositives, counts.FalseNegatives));
    }

    [Fact]
    public void PrecisionRecall_Nothing_HasNoValues()
    {
        var counts = new PrecisionRecall();
        counts.Add(false, false, "");

        Assert.Null(counts.Precision);
        Assert.Null(counts.Recall);
        Assert.Null(counts.F1);
    }

    [Fact]
    public void MacroF1_ClassesOfTheLabels_AreAveragedWithNullAsOne()
    {
        (string?, string?)[] answers = [("senior", "senior"), ("senior", null), (null, null), ("lead", "senior")];

        // senior: one right, one missed, one wrongly found; nothing stated: one right, one wrongly found; lead: missed.
        Assert.Equal(100 * (0.5 + (2.0 / 3) + 0) / 3, MacroF1.Of(answers)!.Value, Exact);
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.5)]
    [InlineData(5, 2.0 / 3)]
    public void RankedRecall_ThreeLabels_DividesByTheSmallerOfKAndLabels(int k, double expected) =>
        Assert.Equal(expected, RankedRecall.Of(["a", "b", "c"], ["A", "x", "b", "b", "y"], k), Exact);

    [Fact]
    public void AreaUnderCurve_AllPairsCounted_TiesAreHalf()
    {
        // Pairs: 0.9 beats both, 0.5 ties one and beats the other: 3.5 of 4.
        Assert.Equal(87.5, AreaUnderCurve.Of([(0.9, true), (0.5, true), (0.5, false), (0.1, false)])!.Value, Exact);
    }

    [Fact]
    public void AreaUnderCurve_OneKindOnly_HasNoValue() => Assert.Null(AreaUnderCurve.Of([(0.9, true), (0.5, true)]));

    [Theory]
    [InlineData(52.52, 13.405, 48.137, 11.575, 504)]
    [InlineData(0, 179.9, 0, -179.9, 22)]
    public void Kilometres_KnownPlaces_IsTheGreatCircle(double latitude, double longitude, double otherLatitude, double otherLongitude, double expected) =>
        Assert.Equal(expected, Distance.Kilometres(latitude, longitude, otherLatitude, otherLongitude), 1.0);

    [Theory]
    [InlineData("Café & Bar Manager", "cafe and bar manager")]
    [InlineData("R&D  Lead", "R & D lead")]
    public void TextForm_SameButForCaseAccentsAndAmpersand_IsOne(string one, string other) => Assert.Equal(TextForm.Of(one), TextForm.Of(other));

    [Fact]
    public void TextForm_OtherWords_StayApart() => Assert.NotEqual(TextForm.Of("Team Lead"), TextForm.Of("Teamlead"));

    [Fact]
    public void TokenText_TagsAndSkills_MeetOnTheSameSpans()
    {
        var sentence = new TokenText(["You", "know", "machine", "learning", "and", "Go"]);
        var expected = TokenText.Labelled(["O", "O", "B", "I", "O", "B"], "knowledge");
        var listing = JsonNode.Parse("""
            {"skills":[{"found_by":["knowledge"],"start":9,"length":16},{"found_by":["list","knowledge"],"start":30,"length":2},{"found_by":["ability"],"start":0,"length":3},
              {"found_by":["list"],"start":4,"length":4},{"found_by":["knowledge"],"start":9,"length":5}]}
            """)!.AsObject();

        var found = sentence.Found(listing, "knowledge", "knowledge");

        Assert.Equal(expected, found.Take(2));
        Assert.True(found[2].First < 0, "A span that cuts a word is no labelled span.");
    }

    [Theory]
    [InlineData(4, 6, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(4, 4, -1)]
    public void TokenText_MarksThatTheFileLeavesAtAWord_AreNoPartOfASkill(int start, int length, int first)
    {
        var listing = JsonNode.Parse($$"""{"skills":[{"found_by":["knowledge"],"start":{{start}},"length":{{length}}}]}""")!.AsObject();

        Assert.Equal(first, Math.Max(-1, Assert.Single(new TokenText(["You", "speak.", "it;"]).Found(listing, "knowledge", "k")).First));
    }

    [Fact]
    public void Labelled_AdjacentSpans_AreTwo() =>
        Assert.Equal([new TokenSpan("k", 0, 2), new TokenSpan("k", 2, 3)], TokenText.Labelled(["B", "I", "B"], "k"));
}
