namespace JobPilot.Host.Tests.Commands;

/// <summary>Whatever keeps a verb from its work, standard output holds one document with <c>--format json</c>.</summary>
public class RefusedRunTests
{
    private const string Pipeline = """
        version: 1
        name: refused
        collectors:
          - { type: demo, options: { records: 10, seed: 1 } }
        processors:
          - { type: map_job }
        sinks:
          - { type: jsonl, options: { path: out.jsonl } }
        """;

    [Fact]
    public async Task Run_StateFolderCannotBeMade_PrintsARunThatFailed()
    {
        using var host = new HostRun();
        host.Write("taken", "a file where the state folder should be");

        var code = await host.InvokeAsync("run", host.Write("refused.yaml", Pipeline), "--format", "json", "--set", "settings.state=taken/state");

        AssertRefused(host, code, "state.cannot_open");
    }

    [Fact]
    public async Task Run_LockHeld_PrintsARunThatFailed()
    {
        using var host = new HostRun();
        var path = host.Write("refused.yaml", Pipeline);
        using var held = State.PipelineLock.TryAcquire(Path.Combine(host.WorkingDirectory, ".jobpilot"), "refused", TimeProvider.System, out _);

        var code = await host.InvokeAsync("run", path, "--format", "json");

        AssertRefused(host, code, "state.locked");
        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("state", "rebuild", path, "--format", "json"));
        Assert.False((bool)host.Document("state-rebuild")["rebuilt"]!);
    }

    [Fact]
    public async Task Run_ComponentCannotBeMade_PrintsARunThatFailed()
    {
        using var host = new HostRun();
        var path = host.Write("refused.yaml", Pipeline);
        string[] missing = ["--format", "json", "--set", "processors[0]={type: extract_skills, options: {taxonomies: {esco: nowhere}}}"];

        var code = await host.InvokeAsync(["run", path, .. missing]);

        AssertRefused(host, code, "extract_skills.taxonomy_unreadable");
        Assert.Equal(ExitCode.Environment, await host.InvokeAsync(["preview", path, .. missing]));
        Assert.Single(host.Document("preview")["diagnostics"]!.AsArray());
    }

    /// <summary>A mapping is checked with the pipeline, so that validate and plan tell of it too.</summary>
    [Theory]
    [InlineData(null, ExitCode.Environment, "map_job.mapping_unreadable")]
    [InlineData("version: 1\nfields: [", ExitCode.Configuration, "map_job.mapping_invalid")]
    public async Task Any_MappingMissingOrWrong_IsAFindingOnThePipeline(string? mapping, int expected, string finding)
    {
        using var host = new HostRun();
        if (mapping is not null)
        {
            host.Write("board.yaml", mapping);
        }

        var path = host.Write("refused.yaml", Pipeline.Replace("map_job }", "map_job, options: { mapping: board.yaml } }", StringComparison.Ordinal));
        foreach (var verb in new[] { "validate", "plan", "run" })
        {
            Assert.Equal(expected, await host.InvokeAsync(verb, path, "--format", "json"));
            var told = host.Document("validate")["files"]![0]!["findings"]![0]!;
            Assert.Equal((finding, "/processors/0/options/mapping"), ((string)told["code"]!, (string)told["pointer"]!));
        }
    }

    [Theory]
    [InlineData("processors[0]={type: extract_skills, options: {taxonomies: {esco: nowhere/it}}}", "extract_skills.taxonomy_unreadable", "extract_skills.taxonomy_unreadable")]
    [InlineData("collectors[0]={type: jsonl, options: {path: nowhere/it}}", "jsonl.no_file", "jsonl.no_file")]
    [InlineData("collectors[0]={type: jsonl, options: {path: 'nowhere/it*'}}", "jsonl.no_file", "jsonl.no_file")]
    [InlineData("sinks[0]={type: jsonl, options: {path: nowhere/it}}", "files.open", "files.no_folder")]
    [InlineData("sinks[0]={type: csv, options: {path: nowhere/it, columns: [id]}}", "files.open", "files.no_folder")]
    public async Task Run_FileThatAnOptionNamesIsMissing_IsToldBeforeAnythingIsCollected(string set, string expected, string expectedOfDoctor)
    {
        using var host = new HostRun();
        host.Write("nowhere", "a file where a folder should be");
        var path = host.Write("refused.yaml", Pipeline);

        var code = await host.InvokeAsync("run", path, "--format", "json", "--set", set);

        AssertRefused(host, code, expected);
        var document = host.Document("run");
        Assert.Equal(0, (int)document["totals"]!["collected"]!);
        Assert.Contains("nowhere", (string)document["diagnostics"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)document["diagnostics"]![0]!["fix"]!);
        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("doctor", path, "--format", "json", "--set", set));
        var finding = Assert.Single(host.Document("doctor")["checks"]!.AsArray().SelectMany(check => check!["findings"]!.AsArray()))!;
        Assert.Equal(expectedOfDoctor, (string)finding["code"]!);
        Assert.Contains("nowhere", (string)finding["message"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)finding["fix"]!);
    }

    [Theory]
    [InlineData("run", "run")]
    [InlineData("preview", "preview")]
    [InlineData("doctor", "doctor")]
    [InlineData("state rebuild", "state-rebuild")]
    public async Task Verb_LogFileCannotBeWritten_SaysSoAndPrintsItsDocument(string verb, string schema)
    {
        using var host = new HostRun();
        host.Write("taken", "a file where a folder should be");

        var code = await host.InvokeAsync([.. verb.Split(' '), host.Write("refused.yaml", Pipeline), "--format", "json", "--log-file", "taken/etl.log"]);

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("log.cannot_open", host.Document(schema).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InvalidPipeline_PrintsTheDocumentOfValidate()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("run", host.Write("refused.yaml", Pipeline.Replace("demo", "dmeo", StringComparison.Ordinal)), "--format", "json");

        Assert.Equal(ExitCode.Configuration, code);
        Assert.False((bool)host.Document("validate")["files"]![0]!["valid"]!);
    }

    [Fact]
    public async Task Run_TemplateGivesNothing_IsAMatterOfConfiguration()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("run", host.Write("refused.yaml", Pipeline), "--format", "json", "--set", "sinks[0].options.path='{{ null }}'");

        Assert.Equal((ExitCode.Configuration, ExitCode.Configuration), (code, (int)host.Document("run")["exit_code"]!));
    }

    private static void AssertRefused(HostRun host, int code, string expected)
    {
        var document = host.Document("run");
        var diagnostic = Assert.Single(document["diagnostics"]!.AsArray())!;
        Assert.Equal((ExitCode.Environment, ExitCode.Environment, "failed"), (code, (int)document["exit_code"]!, (string)document["outcome"]!));
        Assert.Equal(expected, (string)diagnostic["code"]!);
        Assert.Contains((string)diagnostic["message"]!, host.Error, StringComparison.Ordinal);
    }
}
