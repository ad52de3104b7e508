using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

public class RunsVerbTests
{
    private const string Pipeline = """
        version: 1
        name: listed
        collectors: [{ type: jsonl, options: { path: in.jsonl, key: id } }]
        processors: [{ type: filter, options: { where: record.keep != false } }]
        sinks: [HOME]
        """;

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task List_AfterRuns_ShowsEachWithCountsAndHash(string home)
    {
        using var host = Prepared(home);
        await host.InvokeAsync("run", "listed.yaml");
        await host.InvokeAsync("run", "listed.yaml", "--set", "settings.batch_size=7");

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("runs", "list", "listed.yaml", "--format", "json"));

        var runs = host.Document("runs-list")["runs"]!.AsArray();
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Equal(("succeeded", "run", 3, 2), ((string)run!["outcome"]!, (string)run["kind"]!, (int)run["totals"]!["collected"]!, (int)run["totals"]!["written"]!)));
        Assert.NotEqual((string)runs[0]!["config_hash"]!, (string)runs[1]!["config_hash"]!);
        await host.InvokeAsync("runs", "list", "listed.yaml", "--limit", "1");
        Assert.Equal(2, host.Out.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Show_Last_NamesComponentsVersionsAndFindings()
    {
        using var host = Prepared("{ type: litedb, options: { path: kept.db } }");
        host.Write("kept.db", "somebody's notes, no database at all");
        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("run", "listed.yaml"));

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("runs", "show", "listed.yaml", "last", "--format", "json"));

        var run = host.Document("runs-show")["run"]!;
        Assert.Equal(("failed", 1), ((string)run["outcome"]!, (int)run["errors"]!));
        Assert.StartsWith("litedb.", (string)run["findings"]![0]!["code"]!, StringComparison.Ordinal);
        Assert.Equal(3, run["components"]!.AsArray().Count);
        Assert.Contains(run["versions"]!["plugins"]!.AsArray(), plugin => (string)plugin!["assembly"]! == "JobPilot.Plugins.LiteDb");
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("runs", "show", "listed.yaml", (string)run["run_id"]!));
        Assert.Contains("JobPilot.Plugins.LiteDb", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_RunOfNobody_ExitsWith3()
    {
        using var host = Prepared("{ type: jsonl, options: { path: out.jsonl } }");

        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("runs", "show", "listed.yaml", "last", "--format", "json"));

        var document = host.Document("runs-show");
        Assert.Null(document["run"]);
        Assert.Equal("runs.no_such_run", (string)document["diagnostics"]![0]!["code"]!);
        Assert.False(Directory.Exists(Path.Combine(host.WorkingDirectory, ".jobpilot")));
    }

    [Fact]
    public async Task List_StateFileDamaged_SaysSoWithoutATrace()
    {
        using var host = Prepared("{ type: litedb, options: { path: kept.db } }");
        host.Write(".jobpilot/state.db", "no database");

        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("runs", "list", "listed.yaml", "--format", "json"));

        Assert.Equal("state.foreign_file", (string)host.Document("runs-list")["diagnostics"]![0]!["code"]!);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    internal static JsonNode Newest(HostRun host) => host.Document("runs-list")["runs"]![0]!;

    private static HostRun Prepared(string home)
    {
        var host = new HostRun();
        host.Write("listed.yaml", Pipeline.Replace("HOME", home, StringComparison.Ordinal));
        host.Write("in.jsonl", "{\"id\":\"1\"}\n{\"id\":\"2\",\"keep\":false}\n{\"id\":\"3\"}\n");
        return host;
    }
}
