using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

public sealed class TermFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Process_FileOfTerms_AddsNames()
    {
        File.WriteAllText(_file, "grafting of apple trees\n\n  cider pressing\r\n");
        var record = Record.FromUtf8("""{"description":{"text":"Grafting of apple trees, cider-pressing and Python"}}"""u8.ToArray());

        new ExtractSkillsProcessor(new ExtractSkillsOptions { Terms = _file, Model = SkillModel.None }, TestContext.Create()).Process(record, default);

        var skills = record.GetNode(FieldPath.Parse("skills"))!.AsArray();
        Assert.Equal(["grafting of apple trees", "cider pressing", "Python"], skills.Select(skill => (string?)skill!["name"]));
        Assert.Equal(["terms", "terms", "list"], skills.Select(skill => (string?)skill!["found_by"]![0]));
        Assert.Equal(("knowledge", 0.75), ((string?)skills[0]!["kind"], (double)skills[0]!["confidence"]!));
    }

    [Fact]
    public void Read_ListHasTheName_TheListDecides()
    {
        File.WriteAllText(_file, "python\n");
        var record = Record.FromUtf8("""{"description":{"text":"Python"}}"""u8.ToArray());

        new ExtractSkillsProcessor(new ExtractSkillsOptions { Terms = _file, Model = SkillModel.None }, TestContext.Create()).Process(record, default);

        Assert.Equal("technology", record.GetString(FieldPath.Parse("skills[0].kind")));
    }

    [Fact]
    public void Create_MissingFile_SaysWhichAndHow()
    {
        var fault = Assert.Throws<FaultException>(() => new ExtractSkillsProcessor(new ExtractSkillsOptions { Terms = _file + ".absent" }, TestContext.Create()));

        Assert.Equal(TermFile.Unreadable, fault.Code);
        Assert.Contains(".absent", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(1, 200)]
    public void Read_AsMuchAsIsAllowed_IsRead(int lines, int length)
    {
        File.WriteAllLines(_file, Enumerable.Repeat(new string('x', length), lines));

        Assert.Equal(lines, TermFile.Read(_file).Count);
    }

    [Theory]
    [InlineData(100_001, 1, "more than 100000 names")]
    [InlineData(1, 201, "line 1 of")]
    public void Read_MoreThanIsAllowed_SaysWhere(int lines, int length, string said)
    {
        File.WriteAllLines(_file, Enumerable.Repeat(new string('x', length), lines));

        var fault = Assert.Throws<FaultException>(() => TermFile.Read(_file));

        Assert.Equal(TermFile.TooMany, fault.Code);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ListFiles_RulesAndTerms_BothCountInTheConfigurationHash() =>
        Assert.Equal(["my.yaml", "terms.txt"], ((IFileOptions)new ExtractSkillsOptions { Rules = ["my.yaml"], Terms = "terms.txt" }).ListFiles());

    public void Dispose() => File.Delete(_file);
}
