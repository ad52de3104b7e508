using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob.Occupations;

/// <summary>A title that one list does not know is found by way of another list that does.</summary>
public class OccupationBridgeTests
{
    private static readonly OccupationIndex Here = new(
    [
        new("h1", "6113", "orchard keeper", ["apple tree carer", "orchard hand", "keeper of orchards"], ""),
        new("h2", "7511", "cider presser", ["cider press operator", "press house worker", "juice press operative"], ""),
        new("h3", "2131", "fruit scientist", ["apple scientist", "fruit researcher", "orchard scientist"], ""),
    ]);

    private static readonly OccupationIndex There = new(
    [
        new("t1", "19-1013", "Fruit Scientists", ["Dwumkin", "Apple Scientist", "Fruit Researcher"], ""),
        new("t2", "45-2092", "Orchard Workers", ["Zvunk Hand", "Apple Tree Carer", "Orchard Hand"], ""),
        new("t3", "51-9012", "Press Operators", ["Gyxbolt Worker", "Cider Press Operator"], ""),
    ]);

    private static readonly OccupationFinder Alone = new(Here, OccupationRanking.Load("esco"));
    private static readonly OccupationFinder Helped = new(Alone, new OccupationFinder(There, OccupationRanking.Load("onet")), OccupationRanking.Load("esco+onet"));

    [Theory]
    [InlineData("Dwumkin", "fruit scientist")]
    [InlineData("Zvunk", "orchard keeper")]
    [InlineData("Gyxbolt", "cider presser")]
    public void Find_OnlyTheOtherListKnowsTheTitle_IsFoundByItsHelp(string title, string label)
    {
        Assert.DoesNotContain(Alone.Find(title, 1), match => match.Occupation.Label == label && match.Confidence > 0.5);
        Assert.Equal(label, Helped.Find(title, 1)[0].Occupation.Label);
    }

    [Theory]
    [InlineData("orchard keeper", "orchard keeper")]
    [InlineData("press house worker", "cider presser")]
    public void Find_ThisListKnowsTheTitle_StaysAsItWas(string title, string label) => Assert.Equal(label, Helped.Find(title, 1)[0].Occupation.Label);

    [Theory]
    [InlineData("")]
    [InlineData("zzz qqq")]
    public void Find_NeitherKnowsAWord_GivesNothing(string title) => Assert.Empty(Helped.Find(title, 5));

    [Fact]
    public void Leads_TitleLeftOut_DoesNotVoteForItself()
    {
        var bridge = new OccupationBridge(There, Here);
        var others = new OccupationFinder(There, OccupationRanking.Load("onet")).Rank("fruit researcher");

        var with = bridge.Leads("apple", others)[2];
        var without = bridge.Leads("apple", others, (2, 2))[2];

        Assert.True(without.Votes < with.Votes, $"{without.Votes} of {with.Votes}");
    }

    [Fact]
    public void Leads_OtherListHasTheTitleItself_ItGivesNoVote()
    {
        var there = new OccupationIndex([new("t1", "1", "Dwumkin", ["Orchard Hand"], "")]);
        var others = new OccupationFinder(there, OccupationRanking.Load("onet")).Rank("orchard hand");
        var bridge = new OccupationBridge(there, Here);

        Assert.Equal(0, bridge.Leads("orchard hand", others)[0].Votes);
        Assert.True(bridge.Leads("orchard", others)[0].Votes > 0);
    }

    [Fact]
    public void Rank_WithHelp_IsTheMeanOfBothRankings()
    {
        var helped = new OccupationFinder(Alone, new OccupationFinder(There, OccupationRanking.Load("onet")), Ranking());
        var alone = Alone.Rank("fruit press hand").ToDictionary(candidate => candidate.Occupation, candidate => candidate.Belief);

        var ranked = helped.Rank("fruit press hand");

        Assert.Equal(alone.Count, ranked.Count);
        Assert.All(ranked, candidate => Assert.Equal((0.4f / ranked.Count) + (0.6f * alone[candidate.Occupation]), candidate.Belief, 4));
    }

    [Fact]
    public void Rank_WithHelp_RankingAloneSeesNothingOfIt()
    {
        var onlyHelpCounts = Ranking((RankingFeatures.Own, 5));
        var helped = new OccupationFinder(new OccupationFinder(Here, onlyHelpCounts), new OccupationFinder(There, OccupationRanking.Load("onet")), Ranking());

        Assert.All(helped.Rank("fruit press hand"), candidate => Assert.Equal(1f / 3, candidate.Belief, 4));
    }

    [Fact]
    public void Describe_NothingLeadsAnywhere_LeavesTheFeaturesAlone()
    {
        var candidates = Here.Find("orchard keeper");
        OccupationBridge.Describe(candidates, []);

        Assert.All(candidates, candidate => Assert.Equal((0f, 0f), (candidate.Features[RankingFeatures.Own], candidate.Features[RankingFeatures.Count - 1])));
    }

    /// <summary>A ranking that believes in all candidates alike, but for the weights that are given.</summary>
    private static OccupationRanking Ranking(params (int Feature, float Weight)[] weights)
    {
        var all = new float[OccupationRanking.LengthOf(0)];
        foreach (var (feature, weight) in weights)
        {
            all[feature] = weight;
        }

        return new OccupationRanking(new float[RankingFeatures.Count], [.. Enumerable.Repeat(1f, RankingFeatures.Count)], all);
    }
}
