using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

/// <summary>The verbs over positions, with both kinds of home: the LiteDB sink, and the state store beside a file.</summary>
public class StateVerbTests
{
    private const string Pipeline = """
        version: 1
        name: kept
        collectors:
          - { id: first, type: jsonl, options: { path: a.jsonl, key: id } }
          - { id: second, type: jsonl, options: { path: b.jsonl, key: id } }
        sinks:
          - HOME
        """;

    public static TheoryData<string> Homes => ["{ type: litedb, options: { path: kept.db } }", "{ type: jsonl, options: { path: out.jsonl } }"];

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task List_AfterARun_ShowsEverySplitAsItStands(string home)
    {
        using var host = await RanAsync(home);

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "list", "kept.yaml", "--format", "json"));

        var document = host.Document("state-list");
        var splits = document["splits"]!.AsArray();
        Assert.Equal(["first", "second"], splits.Select(split => (string)split!["collector"]!));
        Assert.All(splits, split => Assert.Equal(("completed", 1, 1, true, true), ((string)split!["state"]!, (int)split["epoch"]!, (int)split["pass"]!, (bool)split["configured"]!, (bool)split["same_query"]!)));
        Assert.NotNull(document["last_commit"]!["at"]);
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "show", "kept.yaml", "--collector", "second"));
        Assert.Contains("second/", host.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("first/", host.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task List_BeforeTheFirstRun_ShowsNothingAndMakesNothing(string home)
    {
        using var host = Prepared(home);

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "list", "kept.yaml", "--format", "json"));

        Assert.Empty(host.Document("state-list")["splits"]!.AsArray());
        Assert.Equal(["a.jsonl", "b.jsonl", "kept.yaml"], Directory.EnumerateFileSystemEntries(host.WorkingDirectory).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Set_PositionOfOneSplit_NextRunGoesOnBehindIt(string home)
    {
        using var host = await RanAsync(home);
        var split = await SplitOfAsync(host, "first");
        var position = PositionBehindTheFirstLine;

        var code = await host.InvokeAsync("state", "set", "kept.yaml", position, "--collector", "first", "--split", split, "--format", "json");

        Assert.True(code == ExitCode.Done, host.Error);
        var changed = Assert.Single(host.Document("state-change")["changed"]!.AsArray())!;
        Assert.Equal(("completed", "suspended", position), ((string)changed["before"]!["state"]!, (string)changed["after"]!["state"]!, (string)changed["after"]!["position"]!));
        await host.InvokeAsync("run", "kept.yaml", "--format", "json");
        var components = host.Document("run")["components"]!.AsArray();
        Assert.Equal((2, 3), (In(components, "first"), In(components, "second")));
    }

    [Theory]
    [InlineData("{\"file\":", "state.bad_position", ExitCode.Configuration)]
    [InlineData("", "state.bad_position", ExitCode.Configuration)]
    [InlineData("[1]", "state.bad_position", ExitCode.Configuration)]
    public async Task Set_PositionThatTheCollectorCouldNotHaveWritten_IsRefused(string position, string expected, int exit)
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        var split = await SplitOfAsync(host, "first");
        await host.InvokeAsync("state", "set", "kept.yaml", PositionBehindTheFirstLine, "--collector", "first", "--split", split);

        var code = await host.InvokeAsync("state", "set", "kept.yaml", position, "--collector", "first", "--split", split, "--format", "json");

        Assert.Equal((exit, expected), (code, (string)host.Document("state-change")["diagnostics"]![0]!["code"]!));
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Reset_WithoutYes_IsRefusedAndWithItTheSplitIsForgotten(string home)
    {
        using var host = await RanAsync(home);

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync("state", "reset", "kept.yaml", "--collector", "first"));
        Assert.Contains("--yes", host.Error, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(host));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "reset", "kept.yaml", "--collector", "first", "--yes", "--format", "json"));

        Assert.Null(Assert.Single(host.Document("state-change")["changed"]!.AsArray())!["after"]);
        Assert.Equal(1, await CountAsync(host));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("run", "kept.yaml", "--format", "json"));
        Assert.Equal(6, (int)host.Document("run")["totals"]!["collected"]!);
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Run_CollectorRenamed_WarnsAndCopyMovesItsPositions(string home)
    {
        using var host = await RanAsync(home);
        host.Write("kept.yaml", Pipeline.Replace("HOME", home, StringComparison.Ordinal).Replace("id: first", "id: renamed", StringComparison.Ordinal));

        await host.InvokeAsync("run", "kept.yaml", "--format", "json", "--limit", "1");
        var warning = Assert.Single(host.Document("run")["diagnostics"]!.AsArray())!;
        Assert.Equal(("engine.unlisted_collector", "warning"), ((string)warning["code"]!, (string)warning["severity"]!));
        Assert.Contains("state copy PIPELINE --from first", (string)warning["fix"]!, StringComparison.Ordinal);
        await host.InvokeAsync("state", "copy", "kept.yaml", "--from", "first", "--to", "renamed", "--format", "json");
        Assert.Equal("state.target_taken", (string)host.Document("state-change")["diagnostics"]![0]!["code"]!);
        await host.InvokeAsync("state", "reset", "kept.yaml", "--collector", "renamed", "--yes");

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "copy", "kept.yaml", "--from", "first", "--to", "renamed", "--format", "json"));

        Assert.Equal(["renamed", "first"], host.Document("state-change")["changed"]!.AsArray().Select(change => (string)change!["collector"]!));
        await host.InvokeAsync("run", "kept.yaml", "--format", "json");
        Assert.Empty(host.Document("run")["diagnostics"]!.AsArray());
        await host.InvokeAsync("state", "list", "kept.yaml", "--format", "json");
        Assert.Equal(2, (int)host.Document("state-list")["splits"]![0]!["pass"]!);
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Run_QueryChanged_ExplainsThePositionThatNoLongerFits(string home)
    {
        using var host = await RanAsync(home);
        var split = await SplitOfAsync(host, "first");
        await host.InvokeAsync("state", "set", "kept.yaml", PositionBehindTheFirstLine, "--collector", "first", "--split", split);

        await host.InvokeAsync("run", "kept.yaml", "--format", "json", "--set", "collectors[0].options.key=other");

        var document = host.Document("run");
        Assert.Equal("engine.changed_query", (string)Assert.Single(document["diagnostics"]!.AsArray())!["code"]!);
        Assert.Equal(3, In(document["components"]!.AsArray(), "first"));
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Run_CollectorSwitchedOff_WarnsOfNothing(string home)
    {
        using var host = await RanAsync(home);

        await host.InvokeAsync("run", "kept.yaml", "--format", "json", "--set", "collectors[0].enabled=false");

        Assert.Empty(host.Document("run")["diagnostics"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Export_ThenResetAndImport_GivesBackWhatWas(string home)
    {
        using var host = await RanAsync(home);
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "export", "kept.yaml"));
        var exported = host.Document("state-export")["splits"]!.ToJsonString();
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "export", "kept.yaml", "--output", "positions.json"));
        await host.InvokeAsync("state", "reset", "kept.yaml", "--yes");
        Assert.Equal(0, await CountAsync(host));

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "import", "kept.yaml", "positions.json", "--format", "json"));

        Assert.Equal(2, host.Document("state-change")["changed"]!.AsArray().Count);
        await host.InvokeAsync("state", "export", "kept.yaml");
        Assert.Equal(exported, host.Document("state-export")["splits"]!.ToJsonString());
    }

    [Theory]
    [InlineData("not json", "state.bad_document")]
    [InlineData("""{"format":"jobpilot.positions","version":2,"pipeline":"kept","splits":[]}""", "state.unknown_version")]
    [InlineData("""{"format":"something.else","version":1,"pipeline":"kept","splits":[]}""", "state.bad_document")]
    [InlineData("""{"format":"jobpilot.positions","version":1,"pipeline":"kept","splits":[],"more":1}""", "state.bad_document")]
    [InlineData("""{"format":"jobpilot.positions","version":1,"pipeline":"kept","splits":[{"collector":"first","split":"x","state":{"pass":0,"as_of":"2026-01-01T00:00:00Z"}}]}""", "state.bad_document")]
    [InlineData("""{"format":"jobpilot.positions","version":1,"pipeline":"kept","splits":[{"collector":"first","split":"x","state":{"pass":1,"as_of":"yesterday"}}]}""", "state.bad_document")]
    [InlineData("""{"format":"jobpilot.positions","version":1,"pipeline":"kept","splits":[{"collector":"first","split":7,"state":{"pass":1,"as_of":"2026-01-01T00:00:00Z"}}]}""", "state.bad_document")]
    public async Task Import_DocumentThatIsNone_IsRefusedAndChangesNothing(string text, string expected)
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        host.Write("positions.json", text);
        await host.InvokeAsync("state", "export", "kept.yaml");
        var before = host.Document("state-export")["splits"]!.ToJsonString();

        var code = await host.InvokeAsync("state", "import", "kept.yaml", "positions.json", "--format", "json");

        Assert.Equal((ExitCode.Configuration, expected), (code, (string)host.Document("state-change")["diagnostics"]![0]!["code"]!));
        await host.InvokeAsync("state", "export", "kept.yaml");
        Assert.Equal(before, host.Document("state-export")["splits"]!.ToJsonString());
    }

    [Theory]
    [InlineData("list", "state-list")]
    [InlineData("show", "state-list")]
    [InlineData("export", "state-export")]
    public async Task Look_WhileARunHasTheDatabase_NamesItsProcessAndTheMend(string verb, string schema)
    {
        using var host = new HostRun();
        using var run = await StartSlowRunAsync(host, "{ type: litedb, options: { path: kept.db } }", "kept.db");
        try
        {
            var code = await host.InvokeAsync("state", verb, "kept.yaml", "--format", "json");

            var failure = Assert.Single(host.Document(schema)["diagnostics"]!.AsArray())!;
            Assert.Equal((ExitCode.Environment, "litedb.locked"), (code, (string)failure["code"]!));
            Assert.Contains($"process {run.Id} on ", (string)failure["message"]!, StringComparison.Ordinal);
            Assert.StartsWith("Wait for that run to end, or stop it", (string)failure["fix"]!, StringComparison.Ordinal);
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync();
        }

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", verb, "kept.yaml"));
    }

    [Fact]
    public async Task Look_WhileARunGoesOnOverTheStateStore_ShowsWhatIsCommitted()
    {
        using var host = new HostRun();
        using var run = await StartSlowRunAsync(host, "{ type: jsonl, options: { path: out.jsonl } }", "out.jsonl");
        try
        {
            JsonNode? split = null;
            for (var wait = 0; wait < 300 && split?["position"] is null; wait++)
            {
                await Task.Delay(100);
                Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "list", "kept.yaml", "--format", "json"));
                split = host.Document("state-list")["splits"]!.AsArray().FirstOrDefault();
            }

            Assert.Equal(("demo", "interrupted"), ((string)split!["collector"]!, (string)split["state"]!)); // As it would be if the run ended here.
            Assert.InRange(int.Parse((string)split["position"]!, System.Globalization.CultureInfo.InvariantCulture), 10, 100_000);
            Assert.False(run.HasExited);
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("set", "1", "--collector", "first", "--split", "x")]
    [InlineData("reset", "--yes")]
    [InlineData("copy", "--from", "first", "--to", "second")]
    [InlineData("import", "positions.json")]
    public async Task Change_WhileARunHoldsTheLock_IsRefused(string verb, params string[] more)
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        using var held = State.PipelineLock.TryAcquire(Path.Combine(host.WorkingDirectory, ".jobpilot"), "kept", TimeProvider.System, out _);

        var code = await host.InvokeAsync(["state", verb, "kept.yaml", .. more, "--format", "json"]);

        Assert.Equal((ExitCode.Environment, "state.locked"), (code, (string)host.Document("state-change")["diagnostics"]![0]!["code"]!));
    }

    [Theory]
    [InlineData("list", "state-list")]
    [InlineData("show", "state-list")]
    [InlineData("export", "state-export")]
    public async Task Look_SplitUnknown_ExitsWith3(string verb, string schema)
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");

        var code = await host.InvokeAsync("state", verb, "kept.yaml", "--collector", "nobody", "--format", "json");

        Assert.Equal((ExitCode.Environment, "state.no_such_split"), (code, (string)host.Document(schema)["diagnostics"]![0]!["code"]!));
    }

    [Fact]
    public async Task Change_OfAPipelineThatRemembers_LeavesTheMemoryWhole()
    {
        using var host = new HostRun();
        host.Write("kept.yaml", """
            version: 1
            name: kept
            collectors: [{ type: demo, options: { records: 30, seed: 1 } }]
            processors: [{ type: map_job }, { type: deduplicate }]
            sinks: [{ type: litedb, options: { path: kept.db } }]
            """);
        await host.InvokeAsync("run", "kept.yaml");
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "reset", "kept.yaml", "--yes"));

        await host.InvokeAsync("run", "kept.yaml", "--format", "json");

        var document = host.Document("run");
        Assert.Empty(document["diagnostics"]!.AsArray());
        Assert.Equal(0, (int)document["totals"]!["inserted"]!);
    }

    private static HostRun Prepared(string home)
    {
        var host = new HostRun();
        host.Write("kept.yaml", Pipeline.Replace("HOME", home, StringComparison.Ordinal));
        host.Write("a.jsonl", "{\"id\":\"a1\"}\n{\"id\":\"a2\"}\n{\"id\":\"a3\"}\n");
        host.Write("b.jsonl", "{\"id\":\"b1\"}\n{\"id\":\"b2\"}\n{\"id\":\"b3\"}\n");
        return host;
    }

    /// <summary>Starts a run in a process of its own and waits until it has made a file.</summary>
    private static async Task<Process> StartSlowRunAsync(HostRun host, string home, string file)
    {
        host.Write("kept.yaml", $$"""
            version: 1
            name: kept
            collectors: [{ type: demo, options: { records: 100000, page_size: 10, delay: 20ms } }]
            sinks: [{{home}}]
            """);
        var run = Process.Start(new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", "kept.yaml", "--quiet"])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var path = Path.Combine(host.WorkingDirectory, file);
        for (var wait = 0; wait < 300 && !(File.Exists(path) && new FileInfo(path).Length > 0); wait++)
        {
            await Task.Delay(100);
        }

        return run;
    }

    private static async Task<HostRun> RanAsync(string home)
    {
        var host = Prepared(home);
        var code = await host.InvokeAsync("run", "kept.yaml");
        Assert.True(code == ExitCode.Done, host.Error);
        return host;
    }

    private static async Task<string> SplitOfAsync(HostRun host, string collector)
    {
        await host.InvokeAsync("state", "list", "kept.yaml", "--collector", collector, "--format", "json");
        return (string)host.Document("state-list")["splits"]![0]!["split"]!;
    }

    private static async Task<int> CountAsync(HostRun host)
    {
        await host.InvokeAsync("state", "list", "kept.yaml", "--format", "json");
        return host.Document("state-list")["splits"]!.AsArray().Count;
    }

    /// <summary>The position that the jsonl collector writes: bytes, lines, hash of what lies before.</summary>
    private static string PositionBehindTheFirstLine { get; } =
        $"12:1:{Convert.ToHexStringLower(SHA256.HashData("{\"id\":\"a1\"}\n"u8).AsSpan(0, 8))}";

    private static int In(JsonArray components, string id) => (int)components.Single(component => (string)component!["id"]! == id)!["in"]!;
}
