using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob.Occupations;

public class TitleMeaningsTests
{
    private static readonly List<Occupation> Occupations =
    [
        new("1", "3152", "ship master", ["vessel master", "coastal navigator"], ""),
        new("2", "5311", "nanny", ["child carer", "au pair"], ""),
        new("3", "2411", "accountant", ["bookkeeper", "auditor (CPA)"], ""),
        new("4", "2411", "actuary", [], ""),
    ];

    [Theory]
    [InlineData("boat captain", 0)]
    [InlineData("babysitter", 1)]
    [InlineData("ledger clerk", 2)]
    public void Closest_TitleWithoutASharedWord_IsThatOfTheSameMeaning(string title, int occupation) =>
        Assert.Equal(occupation, TitleMeanings.Closest(Compare(title), 1).Single());

    [Fact]
    public void Compare_Title_TellsWhatIsAlike()
    {
        var likeness = Compare("bookkeeper");

        Assert.Equal(1, likeness[2].Closest.First, 1e-5);
        Assert.InRange(likeness[2].Whole, likeness[2].Closest.Third, 1);
        Assert.True(likeness[2].Label < likeness[2].Closest.First);

        // One group, one likeness; its titles are those of both.
        Assert.Equal(likeness[2].Group, likeness[3].Group);
        Assert.NotEqual(likeness[2].Group, likeness[2].Whole);
    }

    [Fact]
    public void Compare_EntryLeftOut_IsAsIfItWereNotThere()
    {
        var without = new TitleMeanings([Occupations[0], Occupations[1], Occupations[2] with { Titles = ["auditor (CPA)"] }, Occupations[3]]);
        var expected = new MeaningLikeness[Occupations.Count];
        without.Compare("bookkeeper", null, expected);

        var likeness = Compare("bookkeeper", (2, 1));

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Whole, likeness[i].Whole, 1e-4);
            Assert.Equal(expected[i].Closest.First, likeness[i].Closest.First, 1e-4);
            Assert.Equal(expected[i].Closest.Second, likeness[i].Closest.Second, 1e-4);
            Assert.Equal(expected[i].Label, likeness[i].Label, 1e-4);
            Assert.Equal(expected[i].Group, likeness[i].Group, 1e-4);
        }
    }

    [Fact]
    public void Compare_OnlyTitleLeftOut_LeavesNothing() => Assert.Equal(default, Compare("actuary", (3, 0))[3] with { Group = 0 });

    [Fact]
    public void Closest_NothingAlike_IsEmpty() => Assert.Empty(TitleMeanings.Closest(Compare("xqzzkw"), 5));

    private static MeaningLikeness[] Compare(string title, (int Occupation, int Entry)? leftOut = null)
    {
        var likeness = new MeaningLikeness[Occupations.Count];
        new TitleMeanings(Occupations).Compare(title, leftOut, likeness);
        return likeness;
    }
}
