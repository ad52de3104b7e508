using System.Text.Json.Nodes;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Commands;

public class VerbTests
{
    private const string Tiny = """
        version: 1
        name: tiny
        collectors:
          - { type: jsonl, options: { path: in.jsonl, key: id } }
        processors:
          - { type: filter, options: { where: record.pay != null } }
          - { type: map, options: { fields: { pay_k: record.pay / 1000 } } }
        sinks:
          - { type: jsonl, id: out, options: { path: out.jsonl } }
        """;

    public static TheoryData<string> ShippedPipelines =>
        [.. Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot(), "pipelines"), "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ShippedPipelines))]
    public async Task Validate_ShippedPipeline_IsValidAndNamesItsSchema(string name)
    {
        using var host = new HostRun();
        var path = HostRun.ShippedPipeline(name);

        var code = await host.InvokeAsync("validate", path, "--format", "json");

        Assert.True(code == ExitCode.Done, host.Out + host.Error);
        Assert.True((bool)host.Document("validate")["files"]![0]!["valid"]!);
        Assert.StartsWith("# yaml-language-server: $schema=../schema/pipeline.v1.schema.json\n", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_SeveralMistakes_AllAtOnceWithPlaces()
    {
        using var host = new HostRun();
        host.Write("bad.yaml", Tiny.Replace("where:", "wheer:", StringComparison.Ordinal).Replace("type: jsonl, id", "type: jsnl, id", StringComparison.Ordinal));

        var code = await host.InvokeAsync("validate", "bad.yaml", "--format", "json");

        Assert.Equal(ExitCode.Configuration, code);
        Snapshot.MatchJson(host.Document("validate"));
    }

    [Fact]
    public async Task Plan_TinyPipeline_ShowsResolvedOptions()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", Tiny);

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("plan", "tiny.yaml", "--format", "json"));
        var document = host.Document("plan");
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("plan", "tiny.yaml"));

        Assert.NotNull(document["plugins"]);
        Assert.False(Directory.Exists(Path.Combine(host.WorkingDirectory, ".jobpilot")));
        Snapshot.Match(host.Masked(host.Out));
    }

    [Fact]
    public async Task Preview_TinyPipeline_ShowsEveryStepAndWritesNothing()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", Tiny);
        host.Write("in.jsonl", "{\"id\":\"a\",\"pay\":52000}\n{\"id\":\"b\"}\nnot json\n");

        var code = await host.InvokeAsync("preview", "tiny.yaml", "-n", "3", "--format", "json");

        Assert.True(code == ExitCode.Done, host.Error);
        Assert.Equal(["in.jsonl", "tiny.yaml"], Directory.EnumerateFiles(host.WorkingDirectory, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!).Order());
        Snapshot.MatchJson(host.Document("preview"));
    }

    [Fact]
    public async Task Validate_PluginDirectoryMissing_IsTold()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("validate", host.Write("tiny.yaml", Tiny), "--plugins", "nowhere");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("plugin.directory_missing", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Text_NamesChangedFields()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", Tiny);
        host.Write("in.jsonl", "{\"id\":\"a\",\"pay\":52000}\n");

        await host.InvokeAsync("preview", "tiny.yaml");

        Snapshot.Match(host.Out);
    }

    [Fact]
    public async Task Doctor_TinyPipeline_ChecksEachComponent()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", Tiny);
        host.Write("in.jsonl", "{\"id\":\"a\"}\n");

        var code = await host.InvokeAsync("doctor", "tiny.yaml", "--format", "json");

        var document = host.Document("doctor");
        Assert.True(code == ExitCode.Done, host.Out);
        Assert.Contains(document["checks"]!.AsArray(), check => (string)check!["check"]! == "out");
    }

    [Fact]
    public async Task Doctor_KeyMissing_SaysHowToMendIt()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("doctor", HostRun.ShippedPipeline("jsearch.yaml"));

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("RAPIDAPI_KEY", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_List_ShowsEveryShippedComponent()
    {
        using var host = new HostRun();

        await host.InvokeAsync("plugins", "--format", "json");

        var types = host.Document("plugins")["components"]!.AsArray().Select(component => $"{component!["kind"]} {component["type"]}");
        Snapshot.Match(string.Join('\n', types));
    }

    [Fact]
    public async Task Plugins_Show_ListsOptions()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("plugins", "show", "litedb", "--format", "json"));

        var component = host.Document("plugins")["components"]![0]!;
        Assert.Contains(component["options"]!.AsArray(), option => (string)option!["name"]! == "path" && ((string)option["description"]!).Length > 0);
    }

    [Fact]
    public async Task Plugins_ShowUnknown_ExitsWith3()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("plugins", "show", "nothing_like_it", "--format", "json"));
        Assert.Equal("plugin.missing", (string)host.Document("plugins")["problems"]![0]!["code"]!);
    }

    [Fact]
    public async Task Schema_Write_EqualsWhatIsCommitted()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("schema", "--write", "out"));

        var committed = Path.Combine(SharedData.RepositoryRoot(), "schema");
        foreach (var path in Directory.EnumerateFiles(Path.Combine(host.WorkingDirectory, "out"), "*.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Path.Combine(host.WorkingDirectory, "out"), path);
            Assert.True(File.Exists(Path.Combine(committed, name)), $"schema/{name} is missing: run `jobpilot-host schema --write schema`.");
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(committed, name)), await File.ReadAllTextAsync(path));
        }
    }

    [Fact]
    public async Task Help_Root_IsApproved()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("--help"));

        Snapshot.Match(host.Out.Replace("testhost", "jobpilot-host", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("state", "--from jsearch --to uk")]
    [InlineData("state set", "--from jsearch --to uk")]
    [InlineData("runs", "runs show pipelines/jsearch.yaml last")]
    [InlineData("dead-letters replay", "--older-than 30d")]
    public async Task Help_OperatorsVerb_HasExamples(string verb, string example)
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync([.. verb.Split(' '), "--help"]));

        Assert.Contains(example, host.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("frobnicate", "x", "y")]
    [InlineData("run", "x.yaml", "--limit", "0")]
    [InlineData("run", "x.yaml", "--limit", "many")]
    [InlineData("preview", "x.yaml", "-n", "many")]
    [InlineData("run", "x.yaml", "--log-level", "loud")]
    [InlineData("run", "x.yaml", "--format", "xml")]
    [InlineData("preview", "x.yaml", "-n", "0")]
    [InlineData("state", "set", "x.yaml", "1")]
    [InlineData("state", "copy", "x.yaml", "--from", "a")]
    [InlineData("runs", "show", "x.yaml")]
    [InlineData("dead-letters", "list", "x.yaml", "--since", "gestern")]
    [InlineData("dead-letters", "purge", "x.yaml", "--older-than", "30 apples")]
    public async Task Arguments_Wrong_ExitWith2AndPointToHelp(params string[] args)
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync(args));
        Assert.Contains("--help", host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", host.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", host.Error, StringComparison.Ordinal);
        Assert.Empty(host.Out);
    }

    [Theory]
    [InlineData("run", "--format", "json")]
    [InlineData("--format", "json")]
    [InlineData("validate", "--format=json")]
    [InlineData("plan", "x.yaml", "--format", "json", "--colour")]
    [InlineData("frobnicate", "x", "y", "--format:json")]
    [InlineData("run", "x.yaml", "--format", "json", "--limit", "many")]
    [InlineData("preview", "x.yaml", "-n", "0", "--format", "json")]
    [InlineData("completion", "tcsh", "--format", "json")]
    public async Task Arguments_WrongWithJson_PrintOneDocument(params string[] args)
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync(args));

        var document = host.Document("command-line");
        Assert.All(document["diagnostics"]!.AsArray(), finding => Assert.Contains((string)finding!["message"]!, host.Error, StringComparison.Ordinal));
        Assert.All(document["diagnostics"]!.AsArray(), finding => Assert.Contains("--help", (string)finding!["fix"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("settings.batch_size=[")]
    [InlineData("collectors[9].weight=1")]
    public async Task Set_Wrong_PrintsTheDocumentOfValidate(string set)
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync("run", host.Write("tiny.yaml", Tiny), "--format", "json", "--set", set));

        Assert.StartsWith("set.", (string)host.Document("validate")["files"]![0]!["findings"]![0]!["code"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_Shell_CallsTheSuggestDirective(string shell)
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("completion", shell));
        Assert.Contains("[suggest:", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_VerbBegun_CompletesIt()
    {
        using var host = new HostRun();

        await host.InvokeAsync("[suggest:5]", "jobpilot-host val");
        var all = host.Out;
        await host.InvokeAsync("[suggest:19]", "jobpilot-host dead-");
        all += host.Out;
        await host.InvokeAsync("[suggest]", "val");

        Assert.Contains("validate", all + host.Out, StringComparison.Ordinal);
        Assert.Contains("dead-letters", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsPrinted()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", host.Out);
    }

    [Fact]
    public async Task Run_MalformedLines_AreCollectedAndRejectedWithTheirLine()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", Tiny);
        host.Write("in.jsonl", "{\"id\":\"a\",\"pay\":1000}\n[1,2]\n{\"id\":\n7\n{\"id\":\"b\",\"pay\":2000}");

        await host.InvokeAsync("run", "tiny.yaml", "--format", "json", "--set", "settings.max_reject_share=1");

        var totals = host.Document("run")["totals"]!;
        Assert.Equal((5, 2, 3), ((int)totals["collected"]!, (int)totals["written"]!, (int)totals["dead_lettered"]!));
        var letters = (await File.ReadAllLinesAsync(Path.Combine(host.WorkingDirectory, ".jobpilot", "dead-letters", "tiny.jsonl"))).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Contains("line 2", (string)letters[0]["reason"]!, StringComparison.Ordinal);
        Assert.Equal("[1,2]", (string)letters[0]["payload"]!);
    }
}
