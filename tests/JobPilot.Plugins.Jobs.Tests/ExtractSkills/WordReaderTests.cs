using JobPilot.Plugins.Jobs.ExtractSkills;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

public class WordReaderTests
{
    private const string Letters = "abZ09 \n.+#,-/é’ßJSNnet";

    [Fact]
    public void Read_NamesOfSkills_AreWords()
    {
        Assert.Equal(["C++", "C#", ".NET", "Node.js", "CI", "CD", "T", "SQL", "v2.5", "End"], Words("C++, C#, .NET, Node.js, CI/CD, T-SQL v2.5. End."));
        Assert.Equal(["Java", "Spring", "C++Qt", "C+", "a+", "D"], Words("Java+Spring C++Qt C+ a+/D"));
    }

    [Fact]
    public void Read_AnyPlaceInText_GivesTheSameWords()
    {
        // Words are found a block at a time; where a block begins must make no difference.
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => Letters[random.Next(Letters.Length)]));
            var expected = Words("xx " + text);

            Assert.Equal(expected, Words("xx" + new string(' ', random.Next(1, 80)) + text));
            Assert.Equal([.. expected, "yy"], Words("xx " + text + " yy" + new string(' ', 40)));
        }
    }

    [Theory]
    [InlineData("用Python和.NET框架", "用|Python|和|.NET|框|架")]
    [InlineData("C++言語、C#とNode.js", "C++|言|語|C#|と|Node.js")]
    [InlineData("Java와 SQL을 5년", "Java|와|SQL|을|5|년")]
    public void Read_SignsBesideLatinLetters_AreWordsOfTheirOwn(string text, string words) => Assert.Equal(words.Split('|'), Words(text));

    [Fact]
    public void Read_TextWithASign_GivesTheSameOtherWords()
    {
        // A text with signs is read letter by letter, one without in blocks.
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => Letters[random.Next(Letters.Length)]));

            Assert.Equal([.. Words("xx " + text), "語"], Words("xx " + text + " 語"));
        }
    }

    [Theory]
    [InlineData("Zürich", "ZURICH")]
    [InlineData("Développeur", "developpeur")]
    [InlineData("Straße", "strasse", false)]
    [InlineData("C++", "c++")]
    [InlineData("kubernetes", "Kubernetes")]
    [InlineData("node.js", "node-js", false)]
    public void HashOf_TwoSpellings_IsTheSameWithoutCaseAndAccents(string one, string other, bool isSame = true) =>
        Assert.Equal(isSame, WordReader.HashOf(one) == WordReader.HashOf(other));

    [Fact]
    public void Read_TextOfManyWords_GivesEachWordOnce()
    {
        // Far more words than a reader has room for at first, some blocks with as many as a block can have.
        var text = string.Concat(Enumerable.Range(0, 5000).Select(number => number % 7 < 3 ? "a b c d e f g h i j k l m n o p q " : "aVeryLongWordOfManyLettersThatFillsABlock "));

        Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), Words(text));
    }

    [Fact]
    public void Read_AnotherText_ForgetsTheFirst()
    {
        var reader = new WordReader();
        reader.Read("one two three");
        reader.Read("four");

        Assert.Equal([0, 4], reader.Places.ToArray());
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var reader = new WordReader();
        reader.Read(text);
        for (var i = 0; i < reader.Places.Length; i += 2)
        {
            words.Add(text[reader.Places[i]..reader.Places[i + 1]]);
        }

        return words;
    }
}
