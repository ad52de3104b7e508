using JobPilot.Plugins.Jobs.Teacher;

namespace JobPilot.Plugins.Jobs.Tests.Training.Teacher;

public sealed class WordPiecesTests
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "java", "script", "##script", "##s", "c", "+", "#"];
    private readonly WordPieces _pieces = new(Vocabulary);

    [Theory]
    [InlineData("java", "java")]
    [InlineData("JavaScript", "java ##script")]
    [InlineData("scripts", "script ##s")]
    [InlineData("C++", "c + +")]
    [InlineData("java#script", "java # script")]
    [InlineData("javac", "[UNK]")]
    [InlineData("c.java", "c [UNK] java")]
    [InlineData("", "[UNK]")]
    public void Of_Word_LongestPiecesFirst(string word, string pieces) => Assert.Equal(pieces, string.Join(' ', _pieces.Of(word).Select(piece => Vocabulary[piece])));
}
