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

    /// <summary>Sentences that are skimmed begin and end where those that are split do; only those that may hold a placeholder or .NET, or are long, are left to be split.</summary>
    [Fact]
    public void TrySkim_AnyText_FindsTheSameSentences()
    {
        string[] parts = [.. "aAbB1  ..,!?\n\r\t-*•'#+>\u00A0\u2028é".Select(letter => letter.ToString()), ". ", "😀", "ab ", "<AB>", " .NET ", ".Netz ", "Node.js "];
        var random = new Random(3);
        var buffer = new LabelToken[LabelTokens.Longest];
        var skimmed = 0;
        for (var round = 0; round < 4000; round++)
        {
            var some = parts.Length - (round % 2 == 0 ? 0 : 4);
            var text = string.Concat(Enumerable.Range(0, random.Next(round % 50 == 0 ? 2000 : 60)).Select(_ => parts[random.Next(some)]));
            for (int at = 0, count = 1; count > 0;)
            {
                var from = at;
                count = LabelTokens.NextSentence(text, ref at, buffer);
                if (!LabelTokens.TrySkim(text, ref from, out var start, out var end))
                {
                    Assert.True(text.Length > LabelTokens.Longest || text.Contains('<', StringComparison.Ordinal) || text.Contains(".n", StringComparison.OrdinalIgnoreCase), text);
                    continue;
                }

                skimmed++;
                Assert.Equal(count == 0, start == end);
                if (count > 0)
                {
                    Assert.Equal((buffer[0].Start, buffer[count - 1].End), (start, end));
                    Assert.Equal(text[at..].TrimStart(), text[from..].TrimStart());
                }
            }
        }

        Assert.True(skimmed > 10_000, $"only {skimmed} were skimmed");
    }
}
