namespace JobPilot.Configuration.Tests.Composition;

public sealed class CompositionTests
{
    private const string Minimal = """
        version: 1
        name: sample
        settings: { batch_size: 10 }
        collectors:
          - id: board
            type: board
            options: { requests_per_minute: 5, searches: [{ query: nurse }] }
            fallback: { type: demo }
        sinks:
          - { type: file, options: { path: out.jsonl } }
        environments:
          production: { settings: { batch_size: 20 }, sinks: [{ id: file, options: { append: true } }] }
        """;

    private static PipelineDefinition Load(Dictionary<string, string>? variables = null, string? environment = null, params string[] sets)
    {
        var result = PipelineSample.LoadText(Minimal, variables, environment, sets);
        Assert.Empty(result.Findings);
        return result.Definition!;
    }

    [Fact]
    public void Load_Precedence_SetBeatsVariableBeatsOverlayBeatsFile()
    {
        var variables = new Dictionary<string, string> { ["ETL_BATCH_SIZE"] = "30" };

        Assert.Equal(10, Load().Settings.BatchSize);
        Assert.Equal(20, Load(environment: "production").Settings.BatchSize);
        Assert.Equal(30, Load(variables, "production").Settings.BatchSize);
        Assert.Equal(40, Load(variables, "production", "settings.batch_size=40").Settings.BatchSize);
    }

    [Fact]
    public void Load_Overlay_MergesComponentsById()
    {
        var sink = Assert.Single(Load(environment: "production").Sinks);

        Assert.Equal(("out.jsonl", true), (((FileSinkOptions)sink.BoundOptions).Path, ((FileSinkOptions)sink.BoundOptions).Append));
    }

    [Fact]
    public void Load_EtlMode_NamesTheOverlayWhereThereIsOne()
    {
        Assert.Equal("production", Load(new() { ["ETL_MODE"] = "production" }).Environment);
        Assert.Equal("", Load(new() { ["ETL_MODE"] = "incremental" }).Environment);
    }

    [Fact]
    public void Load_AncestorVariables_ReachCollectorsThatHaveTheOption()
    {
        var definition = Load(new() { ["ETL_REQUESTS_PER_MINUTE"] = "7", ["ETL_MAX_RETRIES"] = "9" });

        Assert.Equal(7, ((BoardOptions)definition.Collectors[0].BoundOptions).RequestsPerMinute);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public void Load_UseDemoFallback_TakesDemoFallbacksAway(string value, bool gone) =>
        Assert.Equal(gone, Load(new() { ["USE_DEMO_FALLBACK"] = value }).Collectors[0].Fallback is null);

    [Fact]
    public void Load_BadVariable_IsNamedAsThePlace()
    {
        var finding = Assert.Single(PipelineSample.LoadText(Minimal, new() { ["ETL_BATCH_SIZE"] = "many" }).Findings);

        Assert.Equal("environment variable ETL_BATCH_SIZE:1:1 pipeline.wrong_type /settings/batch_size", string.Join(' ', finding.ToString().Split(' ').Take(5)));
    }

    [Theory]
    [InlineData("collectors[0].options.searches=[{query: welder}]", "welder")]
    [InlineData("collectors[board].options.searches[0].query=123", "123")]
    [InlineData("collectors[board].options.searches[1].query=second", "nurse")]
    public void Load_Set_ReachesByIndexAndById(string set, string query) =>
        Assert.Equal(query, ((BoardOptions)Load(sets: set).Collectors[0].BoundOptions).Searches[0].Query);

    [Fact]
    public void Load_SetOfAnotherType_IsCheckedLikeTheFile()
    {
        var finding = Assert.Single(PipelineSample.LoadText(Minimal, sets: "collectors[board].options.requests_per_minute=0").Findings);

        Assert.Equal((ErrorCodes.OptionOutOfRange, "--set collectors[board].options.requests_per_minute"), (finding.Code, finding.File));
    }

    [Fact]
    public void Load_DotEnv_LosesToTheEnvironment()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pipelines/a.yaml", Minimal.Replace("batch_size: 10", "batch_size: ${env:SIZE}, parallelism: ${env:WORKERS}", StringComparison.Ordinal)
            .Replace("settings: { batch_size", "settings: { \"batch_size\"", StringComparison.Ordinal)
            .Replace("${env:SIZE}", "\"${env:SIZE}\"", StringComparison.Ordinal).Replace("${env:WORKERS}", "'${env:WORKERS}'", StringComparison.Ordinal));
        folder.Write("pipelines/.env", "# sizes\nexport SIZE=\"11\"\nWORKERS=3 # a comment\n");

        var result = PipelineLoader.Load("pipelines/a.yaml", PipelineSample.Request(folder.Path, new() { ["SIZE"] = "12" }));

        Assert.Empty(result.Findings);
        Assert.Equal((12, 3), (result.Definition!.Settings.BatchSize, result.Definition.Settings.Parallelism));
        Assert.Equal("11", result.DotEnv["SIZE"]);
    }

    [Fact]
    public void Load_DefaultIds_AreUniqueAcrossThePipeline()
    {
        var result = PipelineSample.LoadText("""
            version: 1
            name: sample
            collectors: [{ type: demo }, { type: demo }, { id: demo_2, type: demo }]
            sinks: [{ type: file, options: { path: a } }]
            """);

        Assert.Equal(["demo", "demo_3", "demo_2"], result.Definition!.Collectors.Select(collector => collector.Id));
    }

    [Fact]
    public void Load_OverlayWithAnotherType_DropsTheOldOptions()
    {
        var text = Minimal.Replace("sinks: [{ id: file", "collectors: [{ id: board, type: demo }], sinks: [{ id: file", StringComparison.Ordinal);

        var result = PipelineSample.LoadText(text, environment: "production");

        Assert.Empty(result.Findings);
        Assert.Equal("demo", result.Definition!.Collectors[0].Type);
    }

    [Fact]
    public void Load_NamedPluginsOnly_AreLoaded()
    {
        var catalog = new FakeCatalog();
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Minimal);

        PipelineLoader.Load("a.yaml", PipelineSample.Request(folder.Path, [], catalog: catalog));

        Assert.Equal(["board", "demo", "file"], catalog.Loaded.Distinct().Order());
    }
}
