namespace JobPilot.Plugins.Files.Tests;

public sealed class TerminalTextTests
{
    [Fact]
    public void Clean_EveryLetter_LeavesNothingThatATerminalObeys()
    {
        for (var letter = char.MinValue; letter < char.MaxValue; letter++)
        {
            Assert.DoesNotContain(TerminalText.Clean($"a{letter}b"), TerminalText.IsUnsafe);
        }
    }

    [Theory]
    [InlineData("plain äöü 北京", "plain äöü 北京")]
    [InlineData("🚀", "🚀")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("a\u007fb", "a\uFFFDb")]
    [InlineData("a\u2028b\u2066c", "a\uFFFDb\uFFFDc")]
    public void Clean_Text_KeepsWhatIsHarmless(string text, string expected) => Assert.Equal(expected, TerminalText.Clean(text));

    [Fact]
    public void Clean_HalfOfAPair_IsReplaced() => Assert.Equal("half \uFFFD", TerminalText.Clean("half \ud83d"));
}
