namespace JobPilot.Configuration.Tests.Composition;

public sealed class DotEnvFileTests
{
    private static (IReadOnlyDictionary<string, string> Variables, FindingList Findings) Read(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write(".env", text);
        var findings = new FindingList();
        return (DotEnvFile.Read(Path.Combine(folder.Path, ".env"), ".env", findings), findings);
    }

    [Theory]
    [InlineData("A=plain # note", "plain")]
    [InlineData("A = plain", "plain")]
    [InlineData("export A=1", "1")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=a#b", "a#b")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=\"", "\"")]
    [InlineData("A=\"open", "\"open")]
    [InlineData("A=\"a # b\" # note", "a # b")]
    [InlineData("A=\"first\\nsecond\"", "first\nsecond")]
    [InlineData("A='first\\nsecond'", "first\\nsecond")]
    [InlineData("A=#x", "#x")]
    public void Read_Line_GivesTheValue(string line, string value)
    {
        var (variables, findings) = Read($"# first\n\n{line}\r\n");

        Assert.Equal(value, Assert.Single(variables, variable => variable.Key == "A").Value);
        Assert.Empty(findings.Items);
    }

    [Theory]
    [InlineData("=x")]
    [InlineData("9A=x")]
    [InlineData("A B=x")]
    [InlineData("only words")]
    public void Read_OtherLine_IsToldAndIgnored(string line)
    {
        var (variables, findings) = Read($"B=1\n{line}\nC=2\n");

        Assert.Equal(["B", "C"], variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((ErrorCodes.DotEnvLine, 2), (Assert.Single(findings.Items).Code, findings.Items[0].Line));
    }

    [Fact]
    public void Read_NoFile_GivesNothing()
    {
        var findings = new FindingList();

        Assert.Empty(DotEnvFile.Read("/no/such/.env", ".env", findings));
        Assert.Empty(findings.Items);
    }
}
