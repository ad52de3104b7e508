namespace JobPilot.Configuration.Tests.Components;

public sealed class ComponentFileTests : IDisposable
{
    private const string GoodHash = "770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("rules.txt")]
    [InlineData("[rules.txt]")]
    public void Load_FileThatIsGood_IsKeptWithItsHash(string rules)
    {
        _folder.Write("rules.txt", "good");

        var result = Load(rules);

        Assert.Empty(result.Findings);
        var file = Assert.Single(result.Definition!.Processors[0].Files);
        Assert.Equal(("rules.txt", GoodHash), (file.Path, file.Sha256));
        Assert.Equal(["rules.txt"], Assert.IsType<RuledOptions>(result.Definition.Processors[0].BoundOptions).Rules);
        Assert.Contains(GoodHash, result.Definition.ToRedactedJson().ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(result.Definition.Collectors[0].Files);
        Assert.DoesNotContain("files", result.Definition.ToRedactedJson()["collectors"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileThatIsWrong_IsToldWithItsOwnPlace()
    {
        _folder.Write("rules.txt", "bad");

        var result = Load("rules.txt");

        Assert.Null(result.Definition);
        Assert.False(result.FileMissing);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("rules.txt", 7, 3, "/word"), (finding.File, finding.Line, finding.Column, finding.Pointer));
    }

    [Fact]
    public void Load_FileThatIsMissing_IsToldAtTheOption()
    {
        var result = Load("rules.txt");

        Assert.Null(result.Definition);
        Assert.True(result.FileMissing);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("sample.yaml", 4, "/processors/0/options/rules"), (finding.File, finding.Line, finding.Pointer));
    }

    [Fact]
    public void Load_OptionsThatThrow_AreAFindingAgainstThePlugin()
    {
        var result = Load("broken");

        Assert.Equal(ErrorCodes.ComponentBadOptionsClass, result.Findings.First(finding => finding.Code != "ruled.missing").Code);
        Assert.Contains(result.Findings, finding => finding.Message.Contains("no list today", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_SingleValueForAnotherList_IsRefused() =>
        Assert.Equal(ErrorCodes.OptionWrongType, Assert.Single(PipelineSample.LoadText("""
            version: 1
            name: sample
            collectors: [{ type: demo }]
            processors: [{ type: map, options: { drop: a } }]
            sinks: [{ type: file, options: { path: out.jsonl } }]
            """).Findings).Code);

    [Theory]
    [InlineData("3")]
    [InlineData("{ a: b }")]
    [InlineData("[[a]]")]
    public void Load_NeitherTextNorListOfTexts_IsRefused(string rules) => Assert.Equal(ErrorCodes.OptionWrongType, Assert.Single(Load(rules).Findings).Code);

    public void Dispose() => _folder.Dispose();

    private LoadResult Load(string rules)
    {
        _folder.Write("sample.yaml", $$"""
            version: 1
            name: sample
            collectors: [{ type: demo }]
            processors: [{ type: ruled, options: { rules: {{rules}} } }]
            sinks: [{ type: file, options: { path: out.jsonl } }]
            """);
        return PipelineLoader.Load("sample.yaml", PipelineSample.Request(_folder.Path, []));
    }
}
