using JobPilot.State;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Takes runs back, and looks at all that is left; refused where that would not be exact.</summary>
public class UndoVerbTests
{
    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_SecondRun_EverythingIsAsBeforeAndTheRunAgainGivesTheSame(string home)
    {
        using var undisturbed = new UndoBench(home);
        await undisturbed.RunAsync();
        await undisturbed.RunAsync(UndoBench.More);
        using var bench = new UndoBench(home);
        await bench.RunAsync();
        var before = bench.Contents();
        var second = await bench.RunAsync(UndoBench.More);
        Assert.NotEqual(before, bench.Contents());

        var document = await bench.UndoAsync(second);

        Assert.Equal(before, bench.Contents());
        Assert.Equal(["undone", "succeeded"], await bench.OutcomesAsync());
        Assert.All(["memory_keys", "dead_letters"], name => Assert.True((int)document[name]! > 10, name));
        if (home == "litedb")
        {
            Assert.All(["removed", "restored", "brought_back"], name => Assert.True((int)document["rows"]![name]! > 0, name));
        }

        await bench.RunAsync(UndoBench.More);
        Assert.Equal(undisturbed.Contents(times: false), bench.Contents(times: false));
    }

    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_NewestFirst_NothingIsLeftAndTheRunsAgainGiveTheSame(string home)
    {
        using var bench = new UndoBench(home);
        var first = await bench.RunAsync();
        var afterFirst = bench.Contents();
        var second = await bench.RunAsync(UndoBench.More);
        var afterSecond = bench.Contents(times: false);

        await bench.UndoAsync(second);
        var document = await bench.UndoAsync(first);

        Assert.Equal("", File.ReadAllText(Path.Combine(bench.Host.WorkingDirectory, "out.jsonl")));
        Assert.Empty(bench.Lines("dead.jsonl"));
        Assert.DoesNotContain("demo/all", bench.Contents(), StringComparison.Ordinal);
        Assert.DoesNotContain("deduplicate/", bench.Contents(), StringComparison.Ordinal);
        Assert.Null((string?)document["splits"]![0]!["state"]);
        Assert.Equal(["undone", "undone"], await bench.OutcomesAsync());
        await bench.RunAsync();
        await bench.RunAsync(UndoBench.More);
        Assert.Equal(afterSecond, bench.Contents(times: false));
        Assert.NotEqual(afterFirst, bench.Contents());
    }

    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_ALaterRunBuiltOnIt_IsRefusedAndNothingChanges(string home)
    {
        using var bench = new UndoBench(home);
        var first = await bench.RunAsync();
        var second = await bench.RunAsync(UndoBench.More);
        var before = bench.Contents();

        var document = await bench.UndoAsync(first, ExitCode.Failed);

        Assert.False((bool)document["undone"]!);
        var refusal = document["diagnostics"]!.AsArray().First(finding => (string)finding!["code"]! == "engine.undo_built_on")!;
        Assert.Contains(second, (string)refusal["message"]!, StringComparison.Ordinal);
        Assert.Contains("of the keys that processors remember", (string)refusal["message"]!, StringComparison.Ordinal);
        Assert.Contains($"runs undo PIPELINE {second}", (string)refusal["fix"]!, StringComparison.Ordinal);
        if (home == "litedb")
        {
            Assert.Matches("it met [1-9][0-9]* of its rows \\('[0-9a-f]{64}', '", (string)refusal["message"]!);
        }

        Assert.Contains(document["diagnostics"]!.AsArray(), finding => ((string)finding!["message"]!).Contains("appended behind it", StringComparison.Ordinal));
        Assert.Equal(before, bench.Contents());
        Assert.Equal(["succeeded", "succeeded"], await bench.OutcomesAsync());
    }

    [Fact]
    public async Task Undo_ALaterRunFoundARowUnchanged_IsRefused()
    {
        using var host = Two("litedb");
        host.Write("b.jsonl", "{\"id\":\"a1\",\"t\":\"one\"}\n");
        var first = await RunAsync(host, Only(0));
        var second = await RunAsync(host, Only(1));

        Assert.Equal(ExitCode.Failed, await UndoAsync(host, first));

        Assert.Contains($"Run {second} built on it: it met 1 of its rows ('a1').", Messages(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_ALaterRunKeptApart_ThatRunStays()
    {
        using var host = Two("litedb");
        var first = await RunAsync(host, Only(0));
        await RunAsync(host, Only(1));

        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));

        Assert.DoesNotContain("\"a1\"", Stored.Rows(host), StringComparison.Ordinal);
        Assert.Contains("\"b1\"", Stored.Rows(host), StringComparison.Ordinal);
        await RunAsync(host);
        Assert.Contains("\"a1\"", Stored.Rows(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_ALaterRunReadOn_PositionGoesBackAndIsTold()
    {
        using var host = Two("litedb");
        var first = await RunAsync(host, Only(0));
        host.Write("a.jsonl", "{\"id\":\"a2\",\"t\":\"one\"}\n");
        var second = await RunAsync(host, [.. Only(0), "--full"]);

        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));
        Assert.Contains($"Run {second} read on where it ended", Messages(host), StringComparison.Ordinal);
        Assert.DoesNotContain("\"a1\"", Stored.Rows(host), StringComparison.Ordinal);

        // The later run's position must not come back when that run is taken back too: what the first one read would never be read again.
        Assert.Equal(ExitCode.Done, await UndoAsync(host, second));
        await host.InvokeAsync("state", "list", "two.yaml", "--format", "json");
        Assert.Empty(host.Document("state-list")["splits"]!.AsArray());
    }

    [Theory]
    [InlineData("new", "began {work}/out.jsonl anew")]
    [InlineData("append", null)]
    public async Task Undo_FileBegunAnew_IsRefusedUnlessLeft(string mode, string? refusal)
    {
        using var host = Two($"jsonl, options: {{ path: out.jsonl, mode: {mode} }}", "");
        await RunAsync(host, Only(0));
        var lines = File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl"));
        var second = await RunAsync(host, Only(1));

        var code = await UndoAsync(host, second);

        if (refusal is null)
        {
            Assert.Equal(ExitCode.Done, code);
            Assert.Equal(lines, File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl")));
            return;
        }

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(refusal, host.Masked(Messages(host)), StringComparison.Ordinal);
        var now = File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl"));
        Assert.Equal(ExitCode.Failed, await UndoAsync(host, second, "--leave", "other"));
        Assert.Contains("wrote to no sink 'other'", Messages(host), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await UndoAsync(host, second, "--leave", "jsonl"));
        Assert.Equal(now, File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl")));
        Assert.Null((string?)host.Document("runs-undo")["outputs"]![0]!["mark"]);
    }

    [Fact]
    public async Task Undo_FileOfTheRunsOwn_IsEmptiedAndOthersStay()
    {
        using var host = Two("jsonl, options: { path: 'out-{{ run.id }}.jsonl' }", "");
        var first = await RunAsync(host, Only(0));
        var second = await RunAsync(host, Only(1));

        Assert.Equal(ExitCode.Done, await UndoAsync(host, second));

        Assert.Equal("", File.ReadAllText(Path.Combine(host.WorkingDirectory, $"out-{second}.jsonl")));
        Assert.Contains("a1", File.ReadAllText(Path.Combine(host.WorkingDirectory, $"out-{first}.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_AfterAnotherUndo_FilesAreToldAndCutAsWithoutIt()
    {
        using var host = Two("litedb", ", { id: out, type: jsonl, options: { path: out.jsonl, mode: append } }");
        var first = await RunAsync(host, Only(0));
        var lines = File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl"));
        Assert.Equal(ExitCode.Done, await UndoAsync(host, await RunAsync(host, Only(1))));
        var third = await RunAsync(host, Only(1));

        Assert.Equal(ExitCode.Failed, await UndoAsync(host, first));
        Assert.Contains($"What it wrote to 'out' cannot be taken back: run {third} appended behind it.", Messages(host), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await UndoAsync(host, third));
        Assert.Equal(lines, File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl")));
        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));
        Assert.Equal("", File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl")));
    }

    [Theory]
    [InlineData("out-{{ run.id }}.jsonl", "and run {second} wrote to {work}/out-{second}.jsonl since")]
    [InlineData("renamed.jsonl", "and the pipeline now names {work}/renamed.jsonl")]
    public async Task Undo_ALaterRunWroteToAnotherFile_IsRefusedUnlessLeft(string path, string reason)
    {
        using var host = Two("litedb", ", { id: out, type: jsonl, options: { path: 'out-{{ run.id }}.jsonl', mode: append } }");
        var first = await RunAsync(host, Only(0));
        IReadOnlyList<string> named = ["--set", $"sinks[1].options.path={path}"];
        var second = await RunAsync(host, [.. Only(1), .. named]);

        Assert.Equal(ExitCode.Failed, await UndoAsync(host, first, [.. named]));

        Assert.Contains(
            "it wrote to {work}/out-{first}.jsonl, " + reason,
            host.Masked(Messages(host)).Replace(first, "{first}", StringComparison.Ordinal).Replace(second, "{second}", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("a1", Stored.Rows(host), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await UndoAsync(host, first, [.. named, "--leave", "out"]));
        Assert.Contains("a1", File.ReadAllText(Path.Combine(host.WorkingDirectory, $"out-{first}.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_AnotherPipelineWroteARowSince_IsRefusedAndNamed()
    {
        using var host = Two("litedb");
        var first = await RunAsync(host, Only(0));
        host.Write("a.jsonl", "{\"id\":\"a1\",\"t\":\"two\"}\n");
        host.Write("other.yaml", """
            version: 1
            name: other
            collectors: [{ type: jsonl, options: { path: a.jsonl, key: id } }]
            sinks: [{ type: litedb, options: { path: kept.db } }]
            """);
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("run", "other.yaml", "--format", "json"));
        var other = (string)host.Document("run")["run_id"]!;

        Assert.Equal(ExitCode.Failed, await UndoAsync(host, first));

        Assert.Contains($"Run {other} of pipeline 'other' built on it: it met 1 of its rows ('a1').", Messages(host), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("runs", "undo", "other.yaml", other, "--yes", "--format", "json"));
        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));
    }

    [Fact]
    public async Task Undo_SecondDatabaseBesideTheHome_IsRefusedUnlessLeft()
    {
        using var host = Two("litedb", ", { id: copy, type: litedb, options: { path: copy.db } }");
        var first = await RunAsync(host, Only(0));

        Assert.Equal(ExitCode.Failed, await UndoAsync(host, first));
        Assert.Contains("What it wrote to 'copy' cannot be taken back: it writes by key", Messages(host), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await UndoAsync(host, first, "--leave", "copy"));
        Assert.Single(Stored.Rows(host).Split('\n'));
    }

    [Theory]
    [InlineData("settings.undo.runs=1")]
    [InlineData("settings.undo.enabled=false")]
    public async Task Undo_RunBeyondRetention_IsRefused(string setting)
    {
        using var host = Two("litedb");
        var first = await RunAsync(host, Only(0));
        await RunAsync(host, [.. Only(1), "--set", setting]);

        Assert.Equal(ExitCode.Environment, await UndoAsync(host, first));

        Assert.Equal("engine.undo_not_kept", (string)host.Document("runs-undo")["diagnostics"]![0]!["code"]!);
        Assert.Contains("a1", Stored.Rows(host), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UndoBench.Homes), MemberType = typeof(UndoBench))]
    public async Task Undo_DryRun_SaysItAndChangesNothing(string home)
    {
        using var bench = new UndoBench(home);
        await bench.RunAsync();
        var second = await bench.RunAsync(UndoBench.More);
        var before = bench.Contents();

        Assert.Equal(ExitCode.Done, await bench.Host.InvokeAsync("runs", "undo", "undone.yaml", "last", "--dry-run", "--format", "json"));
        var said = bench.Host.Document("runs-undo");
        Assert.Equal((second, true, false), ((string)said["run_id"]!, (bool)said["dry_run"]!, (bool)said["undone"]!));
        Assert.Equal(before, bench.Contents());
        Assert.Equal(["succeeded", "succeeded"], await bench.OutcomesAsync());

        var done = await bench.UndoAsync("last");
        foreach (var name in new[] { "rows", "memory_keys", "dead_letters", "splits", "outputs" })
        {
            Assert.Equal(said[name]!.ToJsonString(), done[name]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Undo_NobodyAsked_NeedsYes()
    {
        using var host = Two("litedb");
        await RunAsync(host);

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync("runs", "undo", "two.yaml", "last", "--format", "json"));

        var finding = host.Document("runs-undo")["diagnostics"]![0]!;
        Assert.Equal("command_line.needs_yes", (string)finding["code"]!);
        Assert.Contains("2 rows removed", (string)finding["message"]!, StringComparison.Ordinal);
        Assert.Contains("a1", Stored.Rows(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_Again_SaysThatItWasDone()
    {
        using var host = Two("litedb");
        var run = await RunAsync(host);
        await UndoAsync(host, run);

        Assert.Equal(ExitCode.Done, await UndoAsync(host, run));

        Assert.Equal((true, true), ((bool)host.Document("runs-undo")["undone"]!, (bool)host.Document("runs-undo")["undone_before"]!));
    }

    [Theory]
    [InlineData("nothing-like-it")]
    [InlineData("last")]
    public async Task Undo_RunOfNobody_ExitsWith3(string run)
    {
        using var host = Two("litedb");

        Assert.Equal(ExitCode.Environment, await UndoAsync(host, run));

        Assert.Equal("runs.no_such_run", (string)host.Document("runs-undo")["diagnostics"]![0]!["code"]!);
    }

    [Fact]
    public async Task Undo_WhileARunHoldsTheLock_IsRefused()
    {
        using var host = Two("litedb");
        var run = await RunAsync(host);
        using var held = PipelineLock.TryAcquire(Path.Combine(host.WorkingDirectory, ".jobpilot"), "two", TimeProvider.System, out _);

        Assert.Equal(ExitCode.Environment, await UndoAsync(host, run));
        Assert.Equal("state.locked", (string)host.Document("runs-undo")["diagnostics"]![0]!["code"]!);
        Assert.Equal(ExitCode.Environment, await UndoAsync(host, run, "--dry-run"));
    }

    [Fact]
    public async Task Undo_ReplayOfDeadLetters_IsRefusedSinceTheLettersAreGone()
    {
        using var bench = new UndoBench("litedb");
        await bench.RunAsync();
        Assert.Equal(ExitCode.Done, await bench.Host.InvokeAsync("dead-letters", "replay", "undone.yaml", "--set", "processors[2].enabled=false"));
        await bench.Host.InvokeAsync("runs", "list", "undone.yaml", "--format", "json");
        var replay = (string)RunsVerbTests.Newest(bench.Host)["run_id"]!;
        var before = bench.Contents();

        var document = await bench.UndoAsync(replay, ExitCode.Failed);

        Assert.Contains(document["diagnostics"]!.AsArray(), finding => (string)finding!["code"]! == "engine.undo_replayed_letters");
        Assert.Equal(before, bench.Contents());
    }

    [Fact]
    public async Task Undo_PositionSetByHandSince_IsLeftAndTold()
    {
        using var host = Two("litedb");
        var run = await RunAsync(host, Only(0));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "reset", "two.yaml", "--collector", "a", "--yes"));

        Assert.Equal(ExitCode.Done, await UndoAsync(host, run));

        Assert.True((bool)host.Document("runs-undo")["splits"]![0]!["left"]!);
        Assert.Contains("was changed since, by hand", Messages(host), StringComparison.Ordinal);
        Assert.DoesNotContain("a1", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateList_TheOnlyRunWasTakenBack_NamesNoRun()
    {
        using var host = Two("litedb");
        var run = await RunAsync(host);
        Assert.Equal(ExitCode.Done, await UndoAsync(host, run));

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "list", "two.yaml"));

        Assert.Matches("\nlast commit [0-9]+, and no run before it is kept\r?\n", host.Out);
    }

    /// <summary>A renamed collector goes on from before the run as the old one would have: not behind rows that are gone.</summary>
    [Theory]
    [InlineData("litedb")]
    [InlineData("jsonl, options: { path: out.jsonl, mode: append }")]
    public async Task Undo_PositionCopiedSince_IsTakenBackUnderItsNewName(string sink)
    {
        using var host = Two(sink);
        var first = await RunAsync(host, Only(0));
        var before = await PositionAsync(host, "a");
        host.Write("a.jsonl", "{\"id\":\"a1\",\"t\":\"one\"}\n{\"id\":\"a2\",\"t\":\"one\"}\n");
        var second = await RunAsync(host, Only(0));
        await RenameAsync(host, "a", "c");
        await RenameAsync(host, "c", "d");

        Assert.Equal(ExitCode.Done, await UndoAsync(host, second));

        Assert.Equal(before, await PositionAsync(host, "d"));
        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));
        var split = Assert.Single(host.Document("runs-undo")["splits"]!.AsArray())!;
        Assert.StartsWith("d/", (string)split["split"]!, StringComparison.Ordinal);
        Assert.False((bool)split["left"]!);
        Assert.Empty(host.Document("runs-undo")["diagnostics"]!.AsArray());
        Assert.Null(await PositionAsync(host, "d"));
        await RunAsync(host, Only(0));
        Assert.All(["a1", "a2"], id => Assert.Contains($"\"{id}\"", sink == "litedb" ? Stored.Rows(host) : File.ReadAllText(Path.Combine(host.WorkingDirectory, "out.jsonl")), StringComparison.Ordinal));
    }

    /// <summary>What a later run did under the new name is built on the run as much as under the old one.</summary>
    [Fact]
    public async Task Undo_RunOnTheCopiedPosition_IsTold()
    {
        using var host = Two("litedb");
        var first = await RunAsync(host, Only(0));
        await RenameAsync(host, "a", "c");
        host.Write("a.jsonl", "{\"id\":\"a2\",\"t\":\"one\"}\n");
        var second = await RunAsync(host, [.. Only(0), "--full"]);

        Assert.Equal(ExitCode.Done, await UndoAsync(host, first));

        Assert.Contains($"Run {second} read on where it ended: the next run reads 'c/", Messages(host), StringComparison.Ordinal);
        Assert.Null(await PositionAsync(host, "c"));
    }

    [Fact]
    public async Task Undo_Text_IsApproved()
    {
        using var host = Two("jsonl, options: { path: out.jsonl, mode: append }", ", { type: console, options: { format: json } }");
        var first = await RunAsync(host, Only(0));
        var second = await RunAsync(host);
        var text = "";
        foreach (var arguments in new string[][] { [second, "--dry-run"], [first, "--yes"], [second, "--yes"], [second, "--yes"] })
        {
            await host.InvokeAsync(["runs", "undo", "two.yaml", .. arguments]);
            text += $"{host.Out}{host.Error}\n";
        }

        JobPilot.Tests.Snapshot.Match(host.Masked(text).Replace(first, "{first}", StringComparison.Ordinal).Replace(second, "{second}", StringComparison.Ordinal));
    }

    /// <summary>Two collectors, each of a file of its own, that runs can be made of one by one.</summary>
    private static HostRun Two(string sink, string more = "")
    {
        var host = new HostRun();
        host.Write("two.yaml", $$"""
            version: 1
            name: two
            collectors:
              - { id: a, type: jsonl, options: { path: a.jsonl, key: id } }
              - { id: b, type: jsonl, options: { path: b.jsonl, key: id } }
            sinks: [{ type: {{(sink == "litedb" ? "litedb, options: { path: kept.db }" : sink)}} }{{more}}]
            """);
        host.Write("a.jsonl", "{\"id\":\"a1\",\"t\":\"one\"}\n");
        host.Write("b.jsonl", "{\"id\":\"b1\",\"t\":\"one\"}\n");
        return host;
    }

    private static async Task RenameAsync(HostRun host, string from, string to)
    {
        host.Write("two.yaml", File.ReadAllText(Path.Combine(host.WorkingDirectory, "two.yaml")).Replace($"id: {from},", $"id: {to},", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "copy", "two.yaml", "--from", from, "--to", to));
    }

    /// <summary>All that the home knows of a collector's one split, but its epoch; null where it knows nothing.</summary>
    private static async Task<string?> PositionAsync(HostRun host, string collector)
    {
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "export", "two.yaml", "--format", "json"));
        return host.Document("state-export")["splits"]!.AsArray().SingleOrDefault(split => (string)split!["collector"]! == collector)?["state"]!.ToJsonString();
    }

    private static IReadOnlyList<string> Only(int collector) => ["--set", $"collectors[{1 - collector}].enabled=false"];

    private static async Task<string> RunAsync(HostRun host, params IReadOnlyList<string> more)
    {
        var code = await host.InvokeAsync(["run", "two.yaml", "--format", "json", .. more]);
        Assert.True(code == ExitCode.Done, host.Error);
        return (string)host.Document("run")["run_id"]!;
    }

    private static Task<int> UndoAsync(HostRun host, string run, params IReadOnlyList<string> more) =>
        host.InvokeAsync(["runs", "undo", "two.yaml", run, "--yes", "--format", "json", .. more]);

    private static string Messages(HostRun host) =>
        string.Join('\n', host.Document("runs-undo")["diagnostics"]!.AsArray().Select(finding => (string)finding!["message"]!));
}
