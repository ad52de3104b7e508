using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class RankTests
{
    [Theory]
    [InlineData("110000096", "31110000096")]
    [InlineData("1100000962025-03-06", "311100000962025-03-06")]
    [InlineData("1100000962025-03-06T08:00:00Z", "311100000962025-03-06T08:00:00Z")]
    [InlineData("0110000096", "31110000096")]
    [InlineData("01100000962025-03-06", "311100000962025-03-06")]
    [InlineData("01100000962025-03-06T08:00:00Z", "311100000962025-03-06T08:00:00Z")]
    [InlineData("02110000096", "31110000096")]
    [InlineData("021100000962025-03-06", "311100000962025-03-06")]
    [InlineData("021100000962025-03-06T08:00:00Z", "311100000962025-03-06T08:00:00Z")]
    [InlineData("", "31")]
    public void WithClass_RankWithOrWithoutOne_HasIt(string rank, string expected) => Assert.Equal(expected, Rank.WithClass(rank, OpeningArea.City, 1));

    [Theory]
    [InlineData(null, "12000000005")]
    [InlineData("soon", "12000000005")]
    [InlineData("2025-03-06", "120000000052025-03-06")]
    [InlineData("2025-03-06T08:00:00", "120000000052025-03-06")]
    [InlineData("2025-03-06T08:00:00Z", "120000000052025-03-06T08:00:00Z")]
    [InlineData("2025-03-06T08:00:00.000+01:00", "120000000052025-03-06T08:00:00.")]
    public void Of_Date_HasOneOfTwoLengths(string? posted, string expected)
    {
        var posting = DedupeBench.Posting(1, "Baker", "Crust", "Bonn", [], 5);
        posting["date_posted"] = posted;

        Assert.Equal(expected, Rank.Of(DedupeBench.ToRecord(posting), OpeningArea.OfCountry, 2));
    }
}
