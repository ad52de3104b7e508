using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Tests.Rules;

public sealed class RuleFileReaderTests : IDisposable
{
    private readonly RuleFolder _folder = new();

    [Theory]
    [InlineData("version: 1\nnormalise_title: {}\n", "rules.unknown_section", 2, 1, "/normalise_title", "did you mean `normalize_title`?")]
    [InlineData("version: 1\nclassify_job:\n  senority: {}\n", "rules.unknown_list", 3, 3, "/classify_job/senority", "did you mean `seniority`?")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    append: []\n", "rules.unknown_key", 4, 5, "/classify_job/seniority/append", "`append`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { level: lead, phrase: boss, notbefore: x }\n", "rules.unknown_key", 5, 38, "/classify_job/seniority/add/0/notbefore", "did you mean `not_before`?")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { phrase: boss }\n", "rules.missing_key", 5, 9, "/classify_job/seniority/add/0", "`level`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { level: boss, phrase: boss }\n", "rules.not_allowed", 5, 18, "/classify_job/seniority/add/0/level", "none of intern, entry")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - boss\n", "rules.wrong_type", 5, 9, "/classify_job/seniority/add/0", "several fields")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    replace:\n      - { level: lead, phrase: boss }\n", "rules.missing_key", 5, 9, "/classify_job/seniority/replace/0", "`replace` takes the id")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    remove:\n      - { id: seniority.intern }\n", "rules.wrong_type", 5, 9, "/classify_job/seniority/remove/0", "`remove` takes the ids")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add: boss\n", "rules.wrong_type", 4, 10, "/classify_job/seniority/add", "takes a list")]
    [InlineData("version: 1\nclassify_job:\n  seniority: [boss]\n", "rules.wrong_type", 3, 14, "/classify_job/seniority", "a table")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { level: lead, phrase: [boss] }\n", "rules.wrong_type", 5, 32, "/classify_job/seniority/add/0/phrase", "takes a text")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { id: 'my boss', level: lead, phrase: boss }\n", "rules.not_allowed", 5, 15, "/classify_job/seniority/add/0/id", "without blanks")]
    [InlineData("version: 1\nclassify_job:\n  education:\n    add:\n      - { level: master, phrase: \"диплом\" }\n", "rules.not_allowed", 5, 34, "/classify_job/education/add/0/phrase", "Latin letter")]
    [InlineData("version: 1\nnormalize_title:\n  roles:\n    add: [bicycle mechanic]\n", "rules.not_allowed", 4, 11, "/normalize_title/roles/add/0", "more than 1 word")]
    [InlineData("version: 1\nnormalize_title:\n  roles:\n    add: ['']\n", "rules.not_allowed", 4, 11, "/normalize_title/roles/add/0", "it is empty")]
    [InlineData("version: 1\nscore_quality:\n  flags:\n    add:\n      - { flag: mlm, cost: 2 }\n", "rules.not_allowed", 5, 28, "/score_quality/flags/add/0/cost", "no number from 0 to 1")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    replace:\n      - { id: seniority.interm, level: lead, phrase: boss }\n", "rules.unknown_id", 5, 9, "/classify_job/seniority/replace/0", "did you mean `seniority.intern`?")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    remove:\n      - seniority.boss\n", "rules.unknown_id", 5, 9, "/classify_job/seniority/remove/0", "no rule `seniority.boss`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { level: lead, phrase: Trainée }\n", "rules.duplicate", 5, 9, "/classify_job/seniority/add/0", "already has this rule: `seniority.trainee`")]
    [InlineData("version: 1\nnormalize_title:\n  roles:\n    add: ['  ']\n", "rules.not_allowed", 4, 11, "/normalize_title/roles/add/0", "it is blank")]
    [InlineData("version: 1\nnormalize_title:\n  roles:\n    add: [zymurgist, '(']\n", "rules.not_allowed", 4, 22, "/normalize_title/roles/add/1", "neither a letter nor a digit")]
    [InlineData("version: 1\nextract_skills:\n  skills:\n    add: ['- –']\n", "rules.not_allowed", 4, 11, "/extract_skills/skills/add/0", "neither a letter nor a digit")]
    [InlineData("version: 1\ndeduplicate:\n  city_leads:\n    add: [' ']\n", "rules.not_allowed", 4, 11, "/deduplicate/city_leads/add/0", "it is blank")]
    [InlineData("version: 1\nscore_quality:\n  phrases:\n    add:\n      - { flag: scam_promise, phrase: '!!' }\n", "rules.not_allowed", 5, 39, "/score_quality/phrases/add/0/phrase", "neither a letter nor a digit")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { id: seniority.trainee, level: lead, phrase: boss }\n", "rules.duplicate", 5, 9, "/classify_job/seniority/add/0", "`seniority.trainee`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    add:\n      - { id: a, level: lead, phrase: boss }\n      - { id: a, level: lead, phrase: chief boss }\n", "rules.duplicate", 6, 9, "/classify_job/seniority/add/1", "`a`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    replace:\n      - { id: seniority.trainee, level: lead, phrase: intern }\n", "rules.duplicate", 5, 9, "/classify_job/seniority/replace/0", "`seniority.intern`")]
    [InlineData("version: 1\nclassify_job:\n  seniority:\n    remove: [seniority.trainee, seniority.trainee]\n", "rules.duplicate", 4, 33, "/classify_job/seniority/remove/1", "removed before")]
    [InlineData("version: 1\nscore_quality:\n  phrases:\n    add:\n      - { flag: mlm, phrase: downline }\n", "rules.not_allowed", 5, 9, "/score_quality/phrases/add/0", "`flag` cannot be `mlm`")]
    [InlineData("version: 2\n", "rules.version", 1, 10, "/version", "version 1")]
    [InlineData("normalize_title: {}\n", "rules.version", 1, 1, "/version", "version 1")]
    [InlineData("- version: 1\n", "rules.wrong_type", 1, 1, "", "no table of processors")]
    [InlineData("", "rules.wrong_type", 1, 1, "", "no table of processors")]
    [InlineData("version: 1\nversion: 1\n", "rules.yaml", 2, 1, "", "a second time")]
    [InlineData("version: 1\nnormalize_title: {roles\n", "rules.yaml", 0, 0, "", "not YAML")]
    [InlineData("version: 1\n---\nversion: 1\n", "rules.yaml", 2, 1, "", "more than one document")]
    [InlineData("version: 1\nnormalize_title: *nowhere\n", "rules.yaml", 0, 0, "", "alias")]
    public void Read_Mistake_IsToldWithItsPlace(string text, string code, int line, int column, string pointer, string says)
    {
        _folder.Write("my.yaml", text);

        var finding = Assert.Single(RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath).Findings);

        Assert.Equal(code, finding.Code);
        Assert.Equal("my.yaml", finding.File);
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(finding.Fix));
        Assert.Equal(pointer, finding.Pointer);
        if (line > 0)
        {
            Assert.Equal((line, column), (finding.Line, finding.Column));
        }
    }

    [Fact]
    public void Read_SeveralMistakes_TellsThemAll()
    {
        _folder.Rules("normalise_title: {}\nclassify_job:\n  seniority:\n    add: [boss]\n    remove: [seniority.boss]\n");

        Assert.Equal(
            ["rules.unknown_section", "rules.wrong_type", "rules.unknown_id"],
            RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath).Findings.Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("nowhere.yaml", "rules.unreadable", "no such file")]
    [InlineData(".", "rules.unreadable", "cannot be read")]
    [InlineData("zeros.yaml", "rules.not_text", "no UTF-8 text")]
    [InlineData("latin.yaml", "rules.not_text", "no UTF-8 text")]
    [InlineData("huge.yaml", "rules.not_text", "larger than 16 MB")]
    public void Read_FileThatIsNoText_IsToldAtTheOption(string name, string code, string says)
    {
        File.WriteAllBytes(Path.Combine(_folder.Root, "zeros.yaml"), [1, 0, 2]);
        File.WriteAllBytes(Path.Combine(_folder.Root, "latin.yaml"), [.. "name: B"u8, 0xE4, .. "cker"u8]);
        File.WriteAllBytes(Path.Combine(_folder.Root, "huge.yaml"), new byte[(16 * 1024 * 1024) + 1]);

        var finding = Assert.Single(RuleBook.Read([name], _folder.Context.ResolvePath).Findings);

        Assert.Equal((code, "/rules/0"), (finding.Code, finding.Pointer));
        Assert.Null(finding.File);
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.Equal(code, Assert.Throws<FaultException>(() => RuleBook.Open("normalize_title", [name], _folder.Context)).Code);
    }

    [Fact]
    public void Read_AliasesOfAliases_AreBounded()
    {
        var bomb = "version: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat("abcdefgh".Select(name => $"{(char)(name + 1)}: &{(char)(name + 1)} [{string.Join(", ", Enumerable.Repeat($"*{name}", 10))}]\n"));
        _folder.Write("my.yaml", bomb);

        var finding = Assert.Single(RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath).Findings);

        Assert.Equal("rules.yaml", finding.Code);
        Assert.Contains("500000 values", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNesting_IsBounded()
    {
        _folder.Write("my.yaml", "version: " + new string('[', 200) + new string(']', 200));

        Assert.Contains("nested deeper", Assert.Single(RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SameFileTwice_IsReadOnce_AndAnewOnceItChanged()
    {
        _folder.Rules("normalize_title:\n  roles:\n    add: [fettler]\n");
        RuleBook first;
        var again = 0;
        do
        {
            // Tests beside this one may have filled what is kept, which is then emptied.
            first = RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath);
        }
        while (first != RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath) && ++again < 5);

        Assert.InRange(again, 0, 4);
        _folder.Rules("normalize_title:\n  roles:\n    add: [fettles]\n");
        Assert.NotSame(first, RuleBook.Read(["my.yaml"], _folder.Context.ResolvePath));
    }

    [Fact]
    public void Open_WrongFile_SaysWhereAndHow()
    {
        _folder.Rules("normalise_title: {}\n");

        var fault = Assert.Throws<FaultException>(() => RuleBook.Open("normalize_title", ["my.yaml"], _folder.Context));

        Assert.Equal("rules.unknown_section", fault.Code);
        Assert.StartsWith("my.yaml:2:1: there is no section", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
    }

    public void Dispose() => _folder.Dispose();
}
