using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob.Occupations;

public class OccupationIndexTests
{
    private static readonly List<Occupation> Occupations =
    [
        new("1", "6113", "orchard keeper", ["apple tree carer", "orchard hand", "keeper of orchards", "chief orchard officer (COO)"], ""),
        new("2", "7511", "cider presser", ["cider press operator", "press house worker", "juice press operative"], ""),
        new("3", "2131", "pomologist", ["apple scientist", "fruit researcher", "orchard scientist"], ""),
        new("4", "7511", "jam cook", ["jam boiler", "marmalade maker", "fruit cook"], ""),
    ];

    private static readonly OccupationFinder Finder = new(new OccupationIndex(Occupations), OccupationRanking.Load("esco"));

    [Theory]
    [InlineData("Orchard Keeper", "orchard keeper")]
    [InlineData("orchards keepers", "orchard keeper")]
    [InlineData("Operator, cider press", "cider presser")]
    [InlineData("Marmalade cook", "jam cook")]
    [InlineData("Apple researcher", "pomologist")]
    [InlineData("COO", "orchard keeper")]
    [InlineData("pomologst", "pomologist")]
    public void Find_Title_GivesTheOccupation(string title, string label) => Assert.Equal(label, Finder.Find(title, 1)[0].Occupation.Label);

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("of the")]
    [InlineData("###")]
    [InlineData("zzz qqq")]
    public void Find_TitleWithoutKnownWords_GivesNothing(string title) => Assert.Empty(Finder.Find(title, 5));

    [Fact]
    public void Find_Title_GivesFurtherOnesByConfidence()
    {
        var found = Finder.Find("fruit press operator", 4);

        Assert.Equal("cider presser", found[0].Occupation.Label);
        Assert.True(found.Length > 1);
        Assert.Equal(found.OrderByDescending(match => match.Confidence), found);
        Assert.InRange(found.Sum(match => match.Confidence), 0, 1.02);
    }

    [Fact]
    public void Find_LongTitle_IsCutAndAnswered() => Assert.Equal("jam cook", Finder.Find("jam cook" + new string(' ', 400) + string.Concat(Enumerable.Repeat("x ", 10_000)), 1)[0].Occupation.Label);

    [Fact]
    public void Find_EntryLeftOut_IsAsIfItWereNotThere()
    {
        var with = new OccupationIndex(Occupations).Find("juice press operative", (1, 3)).First(candidate => candidate.Occupation == 1);
        var without = new OccupationIndex([Occupations[0], Occupations[1] with { Titles = ["cider press operator", "press house worker"] }, Occupations[2], Occupations[3]])
            .Find("cider press operator").First(candidate => candidate.Occupation == 1);

        // The closest title left is the other operator of a press, and what the entry alone had is unknown.
        Assert.InRange(with.Features[2], 0.05f, 0.9f);
        Assert.Equal(1, with.Features[8]);
        Assert.Equal(0, without.Features[8]);
    }

    [Fact]
    public void Find_SameTitleAgain_IsNotTheAnswerWithAnEntryLeftOut()
    {
        var index = new OccupationIndex(Occupations);
        var expected = new OccupationIndex(Occupations).Find("juice press operative").Select(candidate => (candidate.Occupation, candidate.Features[2]));

        index.Find("juice press operative", (1, 3));

        Assert.Equal(expected, index.Find("juice press operative").Select(candidate => (candidate.Occupation, candidate.Features[2])));
    }

    [Fact]
    public void Find_FromManyThreads_GivesTheSame()
    {
        var index = new OccupationIndex(Occupations);
        string[] titles = ["apple carer", "press worker", "fruit cook", "scientist"];
        var expected = Array.ConvertAll(titles, title => index.Find(title).Select(candidate => (candidate.Occupation, candidate.Features[5])).ToList());

        Parallel.For(0, 200, i => Assert.Equal(expected[i % 4], index.Find(titles[i % 4]).Select(candidate => (candidate.Occupation, candidate.Features[5]))));
    }
}
