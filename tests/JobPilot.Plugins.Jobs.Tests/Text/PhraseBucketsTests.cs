using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Tests.Text;

public class PhraseBucketsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(500)]
    public void Share_AnyNumberOfPhrases_PutsEachBeginningIntoOneBucket(int count)
    {
        var random = new Random(7);
        string[] phrases = [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => (char)('a' + random.Next(26)))))];

        var buckets = PhraseBuckets.Share(phrases, 4, 16);

        Assert.InRange(buckets.Count, 0, 16);
        Assert.Equal(
            phrases.Select(phrase => phrase[..Math.Min(4, phrase.Length)]).Distinct().Order(StringComparer.Ordinal),
            buckets.SelectMany(beginnings => beginnings).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Share_PhrasesThatBeginAlike_ShareABucket() =>
        Assert.Equal([["ba", "bach"], ["mast"]], PhraseBuckets.Share(["master", "bachelor", "ba", "bachelors"], 4, 2));
}
