using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills.Labelling;

public class LabelTokensTests
{
    [Theory]
    [InlineData("C++, C# and .NET; Node.js/React", "C++ , C# and .NET ; Node.js / React")]
    [InlineData("You don't need R&D, state-of-the-art 1,500.", "You don't need R&D , state-of-the-art 1,500 .")]
    [InlineData("- Design (UI)", "- Design ( UI )")]
    [InlineData("at <ORGANIZATION> in <a b>", "at <ORGANIZATION> in < a b >")]
    [InlineData("Ends here. Next one! last", "Ends here .|Next one ! last")]
    [InlineData("v2.5 e.g. this", "v2.5 e.g . this")]
    [InlineData("one\n\n two \nthree", "one|two|three")]
    [InlineData(" \n\t ", "")]
    public void NextSentence_Text_GivesWordsOfSentences(string text, string words)
    {
        var sentences = new List<string>();
        var buffer = new LabelToken[LabelTokens.Longest];
        for (var at = 0; LabelTokens.NextSentence(text, ref at, buffer) is > 0 and var count;)
        {
            sentences.Add(string.Join(' ', buffer.Take(count).Select(token => text[token.Start..token.End])));
        }

        Assert.Equal(words, string.Join('|', sentences));
    }

    [Fact]
    public void NextSentence_EndlessSentence_IsCut()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1000));
        var buffer = new LabelToken[LabelTokens.Longest];
        var (at, total) = (0, 0);
        while (LabelTokens.NextSentence(text, ref at, buffer) is > 0 and var count)
        {
            total += count;
        }

        Assert.Equal(1000, total);
    }
}
