namespace JobPilot.Abstractions.Tests.Records;

public class FieldPathTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("a.", "a name is missing")]
    [InlineData("a..b", "a name is missing at character 3")]
    [InlineData("a[", "not closed")]
    [InlineData("a[x]", "neither an index nor a quoted name")]
    [InlineData("a['x]", "not closed")]
    [InlineData("a]b", null)]
    public void TryParse_Text_SaysWhatIsWrong(string text, string? expected)
    {
        var parsed = FieldPath.TryParse(text, out _, out var error);

        Assert.Equal(expected is null, parsed);
        Assert.Contains(expected ?? "", error ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_QuotedName_IsOneSegment()
    {
        var record = Record.FromUtf8("""{"odd.name":{"x":[true]}}"""u8.ToArray());

        Assert.True(record.GetBoolean(FieldPath.Parse("['odd.name'].x[0]")));
    }
}
