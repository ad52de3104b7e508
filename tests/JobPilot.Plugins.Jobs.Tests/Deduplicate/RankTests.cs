using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class RankTests
{
    [Theory]
    [InlineData("110000096", "3110000096")]
    [InlineData("1100000962025-03-06", "31100000962025-03-06")]
    [InlineData("1100000962025-03-06T08:00:00Z", "31100000962025-03-06T08:00:00Z")]
    [InlineData("0110000096", "3110000096")]
    [InlineData("01100000962025-03-06", "31100000962025-03-06")]
    [InlineData("01100000962025-03-06T08:00:00Z", "31100000962025-03-06T08:00:00Z")]
    [InlineData("", "3")]
    public void WithLevel_RankWithOrWithoutOne_HasIt(string rank, string expected) => Assert.Equal(expected, Rank.WithLevel(rank, OpeningArea.City));

    [Theory]
    [InlineData(null, "1000000005")]
    [InlineData("soon", "1000000005")]
    [InlineData("2025-03-06", "10000000052025-03-06")]
    [InlineData("2025-03-06T08:00:00", "10000000052025-03-06")]
    [InlineData("2025-03-06T08:00:00Z", "10000000052025-03-06T08:00:00Z")]
    [InlineData("2025-03-06T08:00:00.000+01:00", "10000000052025-03-06T08:00:00.")]
    public void Of_Date_HasOneOfTwoLengths(string? posted, string expected)
    {
        var posting = DedupeBench.Posting(1, "Baker", "Crust", "Bonn", [], 5);
        posting["date_posted"] = posted;

        Assert.Equal(expected, Rank.Of(DedupeBench.ToRecord(posting), OpeningArea.OfCountry));
    }
}
