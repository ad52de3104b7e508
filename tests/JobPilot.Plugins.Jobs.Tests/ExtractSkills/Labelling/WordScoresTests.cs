using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills.Labelling;

public class WordScoresTests
{
    private static readonly LabelModel Model = Load();

    [Fact]
    public void Find_TableIsFullOfOtherWords_ScoresAreAsInANewTable()
    {
        var used = new WordScores(Model);
        string[] words = [.. Enumerable.Range(0, 60_000).Select(i => $"{(char)('a' + (i % 26))}w{i}ing"), "Python", "experience", "motivated", ","];
        foreach (var word in words)
        {
            used.Find(word);
        }

        foreach (var word in words.Where((_, i) => i % 97 == 0 || i >= 60_000))
        {
            var fresh = new Words(word, Model);
            var place = used.Find(word);

            Assert.Equal(fresh.Scores, used.ScoresOf(place).ToArray());
            Assert.Equal(fresh.Word, used.WordOf(place));
        }
    }

    [Fact]
    public void Find_WordAgain_HasItsPlace()
    {
        var scores = new WordScores(Model);
        var place = scores.Find("Python");
        scores.Find("experience");

        Assert.Equal(place, scores.Find("Python"));
    }

    private static LabelModel Load()
    {
        using var stream = EmbeddedText.Open("skill-labels.bin");
        return LabelModel.Read(stream);
    }

    /// <summary>A word in a table of its own.</summary>
    private sealed class Words
    {
        public Words(string word, LabelModel model)
        {
            var table = new WordScores(model);
            var place = table.Find(word);
            (Scores, Word) = (table.ScoresOf(place).ToArray(), table.WordOf(place));
        }

        public short[] Scores { get; }

        public SentenceWord Word { get; }
    }
}
