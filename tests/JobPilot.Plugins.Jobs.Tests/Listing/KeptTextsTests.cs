using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Tests.Listing;

public class KeptTextsTests
{
    [Fact]
    public void Of_TextThatComesAgain_IsReadOnceUnlessItIsLongOrThereIsNoRoom()
    {
        var reads = new List<string>();
        var texts = new KeptTexts<int>(2, 5, text =>
        {
            reads.Add(text);
            return text.Length;
        });

        Assert.Equal([3, 3, 6, 6, 4, 4, 2, 2], new[] { "abc", "abc", "abcdef", "abcdef", "abcd", "abcd", "ab", "ab" }.Select(texts.Of));

        Assert.Equal(["abc", "abcdef", "abcdef", "abcd", "ab", "ab"], reads);
    }
}
