namespace JobPilot.Configuration.Tests.Composition;

public sealed class SetPathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a b")]
    [InlineData("a[0].b", "a [0] b")]
    [InlineData("a[id][1].c", "a [id] [1] c")]
    [InlineData("a['b.c'].d", "a b.c d")]
    [InlineData("a[\"b c\"]", "a b c")]
    [InlineData("a['b\"]", "a ['b\"]")] // Quotes that do not match are the id's own.
    [InlineData("a['']", "a ['']")]
    [InlineData("a[b']", "a [b']")]
    [InlineData("a[-1]", "a [-1]")]
    public void Parse_Path_GivesItsSteps(string path, string steps) => Assert.Equal(steps, string.Join(' ', SetPath.Parse(path)!));

    [Theory]
    [InlineData("")]
    [InlineData("[0].a")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a.[0]")]
    [InlineData("a[]")]
    [InlineData("a[0")]
    [InlineData("a[0]b")]
    public void Parse_NoPath_GivesNull(string path) => Assert.Null(SetPath.Parse(path));

    [Fact]
    public void Parse_DeeperThanAFile_GivesNull()
    {
        var deepest = string.Join('.', Enumerable.Repeat("a", ReadLimits.MaxDepth));

        Assert.Equal(ReadLimits.MaxDepth, SetPath.Parse(deepest)!.Count);
        Assert.Null(SetPath.Parse(deepest + ".a"));
    }

    [Fact]
    public void Index_OnlyOfDigitsInBrackets_IsANumber()
    {
        var steps = SetPath.Parse("a[12][id]['3'].4")!;

        Assert.Equal([null, 12, null, null, null], steps.Select(step => step.Index));
    }
}
