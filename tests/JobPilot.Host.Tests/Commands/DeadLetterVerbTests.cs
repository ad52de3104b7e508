using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

public class DeadLetterVerbTests
{
    private const string Pipeline = """
        version: 1
        name: letters
        settings: { max_reject_share: 1, batch_size: 5 }
        collectors:
          - { type: jsonl, options: { path: in.jsonl, key: id } }
        processors:
          - { id: strict, type: assert, options: { expectations: [{ field: pay, not_null: true, then: reject }] } }
          - { id: rich, type: assert, options: { expectations: [{ field: pay, min: 100, then: reject }] } }
        sinks:
          - HOME
        """;

    private static readonly string[] Mended = ["--set", "processors[0].enabled=false", "--set", "processors[1].enabled=false"];

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task List_Filters_TakeWhatTheySay(string home)
    {
        using var host = await RanAsync(home);

        var all = await ListAsync(host);
        Assert.Equal([("strict", 1, "b"), ("rich", 1, "c"), ("strict", 1, "not json")], all.Select(letter => ((string)letter!["component"]! is var component && component.StartsWith("jsonl", StringComparison.Ordinal) ? "strict" : component, (int)letter["attempts"]!, IdOf(letter))));
        Assert.Equal("c", IdOf(Assert.Single(await ListAsync(host, "--component", "rich"))!));
        Assert.Equal(3, (await ListAsync(host, "--run", (string)all[0]!["run_id"]!, "--since", "1h")).Count);
        Assert.Empty(await ListAsync(host, "--since", "2999-01-01"));
        Assert.Empty(await ListAsync(host, "--run", "another"));
        Assert.Single(await ListAsync(host, "--limit", "1"));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("dead-letters", "show", "letters.yaml", (string)all[1]!["id"]!, "--format", "json"));
        var shown = host.Document("dead-letters-show")["dead_letter"]!;
        Assert.Equal(("c", "jsonl"), ((string)shown["key"]!, (string)shown["collector"]!));
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task Replay_PipelineMended_LettersBecomeRowsAndLeaveTheStore(string home)
    {
        using var host = await RanAsync(home);
        await host.InvokeAsync("state", "export", "letters.yaml");
        var positions = host.Document("state-export")["splits"]!.ToJsonString();

        var code = await host.InvokeAsync(["dead-letters", "replay", "letters.yaml", "--format", "json", .. Mended]);

        Assert.True(code == ExitCode.Done, host.Error);
        var document = host.Document("dead-letters-replay");
        Assert.Equal((3, 2, 1), ((int)document["selected"]!, (int)document["replayed"]!, (int)document["failed_again"]!));
        Assert.Equal(2, (int)document["totals"]!["inserted"]!);
        var left = Assert.Single(await ListAsync(host))!;
        Assert.Equal(("not json", 2), ((string)left["payload"]!, (int)left["attempts"]!));
        await host.InvokeAsync("state", "export", "letters.yaml");
        Assert.Equal(positions, host.Document("state-export")["splits"]!.ToJsonString());
        await host.InvokeAsync("runs", "list", "letters.yaml", "--format", "json");
        Assert.Equal(("replay", (string)document["run_id"]!), ((string)RunsVerbTests.Newest(host)["kind"]!, (string)RunsVerbTests.Newest(host)["run_id"]!));
    }

    [Fact]
    public async Task Replay_NothingMended_LettersStayWithOneMoreAttempt()
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        var before = await ListAsync(host);

        await host.InvokeAsync("dead-letters", "replay", "letters.yaml", (string)before[0]!["id"]!, "--format", "json");

        Assert.Equal((1, 0, 1), Counts(host));
        var after = await ListAsync(host);
        Assert.Equal(before.Select(letter => (string)letter!["id"]!), after.Select(letter => (string)letter!["id"]!));
        Assert.Equal([2, 1, 1], after.Select(letter => (int)letter!["attempts"]!));
        Assert.Equal((string)before[0]!["run_id"]!, (string)after[0]!["run_id"]!);
        Assert.Equal(before[0]!["payload"]!.ToJsonString(), after[0]!["payload"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task Replay_Postings_GivesTheListingsThatARunWithoutRejectionsGives(string home)
    {
        const string Chain = """
            version: 1
            name: letters
            settings: { max_reject_share: 1 }
            collectors: [{ type: demo, options: { records: 80, seed: 5, page_size: 20 } }]
            processors:
              - { type: map_job }
              - { type: clean_text }
              - { id: strict, type: assert, options: { expectations: [{ field: location.city, not_null: true, then: reject }] } }
            sinks: [HOME]
            """;
        using var mended = new HostRun();
        using var whole = new HostRun();
        mended.Write("letters.yaml", Chain.Replace("HOME", home, StringComparison.Ordinal));
        whole.Write("letters.yaml", Chain.Replace("HOME", home, StringComparison.Ordinal));
        await whole.InvokeAsync("run", "letters.yaml", "--set", "processors[2].enabled=false");
        await mended.InvokeAsync("run", "letters.yaml");
        Assert.NotEmpty(await ListAsync(mended));

        await mended.InvokeAsync("dead-letters", "replay", "letters.yaml", "--set", "processors[2].enabled=false");

        Assert.Empty(await ListAsync(mended));
        Assert.Equal(Stored.Rows(whole), Stored.Rows(mended));
    }

    [Fact]
    public async Task List_FileDamaged_NamesTheLinesAndUsesTheRest()
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        var path = Path.Combine(host.WorkingDirectory, ".jobpilot", "dead-letters", "letters.jsonl");
        var lines = await File.ReadAllLinesAsync(path);
        await File.WriteAllTextAsync(path, $"{lines[0]}\n{{\"id\":\"x\"}}\n{lines[1]}\n{lines[2][..(lines[2].Length / 2)]}");

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("dead-letters", "list", "letters.yaml", "--format", "json"));

        var document = host.Document("dead-letters-list");
        Assert.Equal(2, document["dead_letters"]!.AsArray().Count);
        Assert.Equal([2, 4], document["diagnostics"]!.AsArray().Select(finding => (int)finding!["line"]!));
        Assert.Contains("letters.jsonl:2", host.Error, StringComparison.Ordinal);
        await host.InvokeAsync(["dead-letters", "replay", "letters.yaml", "--format", "json", .. Mended]);
        Assert.Equal((2, 2, 0), Counts(host));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("run", "letters.yaml"));
        Assert.Equal(3, (await ListAsync(host)).Count);
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task Purge_ByFilterAndAll_RemovesForGoodAndTheNextRunGoesOn(string home)
    {
        using var host = await RanAsync(home);

        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync("dead-letters", "purge", "letters.yaml", "--all"));
        Assert.Equal(ExitCode.Configuration, await host.InvokeAsync("dead-letters", "purge", "letters.yaml", "--yes"));
        Assert.Equal(3, (await ListAsync(host)).Count);
        await host.InvokeAsync("dead-letters", "purge", "letters.yaml", "--older-than", "30d", "--yes", "--format", "json");
        Assert.Equal((0, 3), Purged(host));
        await host.InvokeAsync("dead-letters", "purge", "letters.yaml", "--component", "rich", "--yes", "--format", "json");
        Assert.Equal((1, 2), Purged(host));
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("run", "letters.yaml"));
        Assert.Equal(5, (await ListAsync(host)).Count);
        await host.InvokeAsync("dead-letters", "purge", "letters.yaml", "--all", "--yes", "--format", "json");

        Assert.Equal((5, 0), Purged(host));
        Assert.Equal(0, new FileInfo(Path.Combine(host.WorkingDirectory, ".jobpilot", "dead-letters", "letters.jsonl")).Length);
    }

    [Theory]
    [InlineData("replay", "dead-letters-replay")]
    [InlineData("purge", "dead-letters-purge", "--all", "--yes")]
    public async Task Change_WhileARunHoldsTheLock_IsRefused(string verb, string schema, params string[] more)
    {
        using var host = await RanAsync("{ type: litedb, options: { path: kept.db } }");
        using var held = State.PipelineLock.TryAcquire(Path.Combine(host.WorkingDirectory, ".jobpilot"), "letters", TimeProvider.System, out _);

        var code = await host.InvokeAsync(["dead-letters", verb, "letters.yaml", "--format", "json", .. more]);

        Assert.Equal((ExitCode.Environment, "state.locked"), (code, (string)host.Document(schema)["diagnostics"]![0]!["code"]!));
    }

    [Theory]
    [InlineData("show", "dead-letters-show")]
    [InlineData("replay", "dead-letters-replay")]
    public async Task Letter_Unknown_ExitsWith3(string verb, string schema)
    {
        using var host = await RanAsync("{ type: jsonl, options: { path: out.jsonl } }");

        var code = await host.InvokeAsync("dead-letters", verb, "letters.yaml", "nothing-like-it", "--format", "json");

        Assert.Equal((ExitCode.Environment, "dead_letters.no_such_letter"), (code, (string)host.Document(schema)["diagnostics"]![0]!["code"]!));
    }

    [Fact]
    public async Task ListAndShow_SecretInAPayload_IsMasked() // Invariant 9
    {
        using var host = new HostRun();
        host.Variables["RAPIDAPI_KEY"] = "planted-key-0123456789";
        host.Write("letters.yaml", Pipeline.Replace("HOME", "{ type: jsonl, options: { path: out.jsonl } }", StringComparison.Ordinal).Replace(
            "processors:", "  - { type: jsearch, enabled: false, options: { api_key: '${env:RAPIDAPI_KEY}', searches: [{ query: x }] } }\nprocessors:", StringComparison.Ordinal));
        host.Write("in.jsonl", "{\"id\":\"a\",\"echo\":[\"key planted-key-0123456789\"]}\n");
        await host.InvokeAsync("run", "letters.yaml");

        var letter = Assert.Single(await ListAsync(host))!;
        var told = host.Out + host.Error;
        await host.InvokeAsync("dead-letters", "show", "letters.yaml", (string)letter["id"]!);
        told += host.Out + host.Error;
        await host.InvokeAsync("dead-letters", "list", "letters.yaml");
        told += host.Out + host.Error;

        Assert.Equal("key ***", (string)letter["payload"]!["echo"]![0]!);
        Assert.DoesNotContain("planted-key", told, StringComparison.Ordinal);
    }

    private static async Task<HostRun> RanAsync(string home)
    {
        var host = new HostRun();
        host.Write("letters.yaml", Pipeline.Replace("HOME", home, StringComparison.Ordinal));
        host.Write("in.jsonl", "{\"id\":\"a\",\"pay\":500}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"pay\":7}\nnot json\n");
        var code = await host.InvokeAsync("run", "letters.yaml");
        Assert.True(code == ExitCode.Done, host.Error);
        return host;
    }

    private static async Task<JsonArray> ListAsync(HostRun host, params string[] more)
    {
        await host.InvokeAsync(["dead-letters", "list", "letters.yaml", "--format", "json", .. more]);
        return host.Document("dead-letters-list")["dead_letters"]!.AsArray();
    }

    private static string IdOf(JsonNode? letter) => letter!["payload"] is JsonObject payload ? (string)payload["id"]! : (string)letter["payload"]!;

    private static (int Selected, int Replayed, int FailedAgain) Counts(HostRun host)
    {
        var document = host.Document("dead-letters-replay");
        return ((int)document["selected"]!, (int)document["replayed"]!, (int)document["failed_again"]!);
    }

    private static (int Purged, int Kept) Purged(HostRun host)
    {
        var document = host.Document("dead-letters-purge");
        return ((int)document["purged"]!, (int)document["kept"]!);
    }
}
