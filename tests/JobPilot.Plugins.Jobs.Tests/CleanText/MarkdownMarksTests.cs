using JobPilot.Plugins.Jobs.CleanText;

namespace JobPilot.Plugins.Jobs.Tests.CleanText;

public class MarkdownMarksTests
{
    [Theory]
    [InlineData(@"A fast\-growing, people\-led pottery", "A fast-growing, people-led pottery")]
    [InlineData("**Tasks**\n\nYou glaze.\n\n**Profile**", "Tasks\n\nYou glaze.\n\nProfile")]
    [InlineData(@"Kilns \| Clay \& Glaze", "Kilns | Clay & Glaze")]
    public void Strip_SeveralMarks_Go(string text, string expected) => Assert.Equal(expected, MarkdownMarks.Strip(text));

    [Theory]
    [InlineData(@"The folder C:\Clay\Glaze")]
    [InlineData("2 ** 3 is eight")]
    [InlineData(@"One \- is meant")]
    [InlineData(@"Ends in a backslash \")]
    [InlineData("")]
    public void Strip_OtherText_IsLeft(string text) => Assert.Null(MarkdownMarks.Strip(text));
}
