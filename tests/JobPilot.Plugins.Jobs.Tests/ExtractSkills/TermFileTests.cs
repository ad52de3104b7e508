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

        Assert.Equal(lines, TermFile.Read(_file, path => path).Count);
    }

    [Theory]
    [InlineData(100_001, 1, ":100001:1: the file has more than 100000 names")]
    [InlineData(1, 201, ":1:1: the line is longer than 200 letters")]
    [InlineData(1, 70_000, ":1:1: the line is longer than 200 letters")]
    public void Read_MoreThanIsAllowed_SaysWhere(int lines, int length, string said)
    {
        File.WriteAllLines(_file, Enumerable.Repeat(new string('x', length), lines));

        var fault = Assert.Throws<FaultException>(() => TermFile.Read(_file, path => path));

        Assert.Equal(TermFile.TooMany, fault.Code);
        Assert.Contains(_file + said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckFiles_WrongLines_AreToldEachWithItsPlaceAndMend()
    {
        File.WriteAllBytes(_file, [.. "\uFEFFgrafting\r\nB"u8, 0xE4, .. "cker\rcider\n\n"u8, .. new byte[201].Select(_ => (byte)'x'), (byte)'\n', 0, .. "perry"u8]);

        var findings = CheckFiles(_file);

        Assert.Equal([(TermFile.NotText, 2), (TermFile.TooMany, 5), (TermFile.NotText, 6)], findings.Select(finding => (finding.Code, finding.Line)));
        Assert.All(findings, finding => Assert.Equal((_file, 1), (finding.File, finding.Column)));
        Assert.All(findings, finding => Assert.False(string.IsNullOrEmpty(finding.Fix)));
    }

    [Fact]
    public void CheckFiles_MissingFileAndFolder_AreToldAtTheOption()
    {
        foreach (var (path, said) in new[] { (_file + ".absent", "there is no such file"), (Path.GetTempPath(), "it is a folder") })
        {
            var finding = Assert.Single(CheckFiles(path));

            Assert.Equal((TermFile.Unreadable, "/terms", null), (finding.Code, finding.Pointer, finding.File));
            Assert.Contains(said, finding.Message, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(finding.Fix));
        }
    }

    [Fact]
    public void CheckFiles_ManyWrongLines_TellsTheFirst()
    {
        File.WriteAllLines(_file, Enumerable.Repeat(new string('x', 201), 500));

        Assert.Equal(20, CheckFiles(_file).Count);
    }

    [SkippableFact]
    public void CheckFiles_FileThatNeverEnds_Ends()
    {
        Skip.IfNot(File.Exists("/dev/zero"), "There is no such device here.");

        Assert.Equal(TermFile.NotText, Assert.Single(CheckFiles("/dev/zero")).Code);
    }

    [Theory]
    [InlineData("a\nb\r\nc\rd", "a|b|c|d")]
    [InlineData("\r\n\r\na\n\r\nb\r\n", "a|b")]
    [InlineData("", "")]
    public void Read_LineEnds_AllPartNames(string text, string names)
    {
        File.WriteAllText(_file, text);

        Assert.Equal(names, string.Join('|', TermFile.Read(_file, path => path)));
    }

    /// <summary>Lines, and letters of several bytes, lie across the ends of what is read at once.</summary>
    [Fact]
    public void Read_LargeFile_LosesNoLetter()
    {
        var names = Enumerable.Range(0, 50_000).Select(i => $"Öl{new string('ß', i % 7)} {i}").ToList();
        File.WriteAllText(_file, string.Join("\r\n", names));

        Assert.Equal(names, TermFile.Read(_file, path => path));
    }

    [Fact]
    public void ListFiles_RulesAndTerms_BothCountInTheConfigurationHash() =>
        Assert.Equal(["my.yaml", "terms.txt"], ((IFileOptions)new ExtractSkillsOptions { Rules = ["my.yaml"], Terms = "terms.txt" }).ListFiles());

    private static List<Diagnostic> CheckFiles(string terms) => [.. ((IFileOptions)new ExtractSkillsOptions { Terms = terms }).CheckFiles(path => path)];

    public void Dispose() => File.Delete(_file);
}
