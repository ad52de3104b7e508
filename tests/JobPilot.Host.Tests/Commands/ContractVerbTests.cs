namespace JobPilot.Host.Tests.Commands;

/// <summary>Contracts with sources, through the command line: what is told, what is left out, what stops, and how an operator goes on.</summary>
public sealed class ContractVerbTests : IDisposable
{
    private const string Sink = "{ type: litedb, options: { path: kept.db } }";
    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task Run_ShapeChanges_AreInDocumentSummaryAndHistory(string home)
    {
        Prepare(home, "evolve");
        await RunAsync(20, n => $$"""{"id":"{{n}}","pay":{{n}},"old":1}""");
        Assert.Empty(_host.Document("run")["shape_changes"]!.AsArray());

        await RunAsync(20, n => $$"""{"id":"{{n}}","pay":"{{n}} EUR","new":{"a":1} }""");

        var document = _host.Document("run");
        Assert.Equal(
            ["pay retyped integer string 20 evolve", "old vanished integer  20 evolve", "new new  object 20 evolve"],
            document["shape_changes"]!.AsArray().Select(one => $"{one!["field"]} {one["change"]} {one["before"]} {one["now"]} {one["records"]} {one["action"]}"));
        Assert.Equal("""{"new":1,"retyped":1,"widened":0,"vanished":1,"discarded_values":0}""", document["components"]![0]!["shape"]!.ToJsonString());
        Assert.Equal("engine.source_changed", (string)Assert.Single(document["diagnostics"]!.AsArray())!["code"]!);
        await _host.InvokeAsync("runs", "show", "contract.yaml", "last");
        Assert.Contains("shape of jsonl: pay retyped (integer -> string) in 20 records: evolve", _host.Out, StringComparison.Ordinal);
        await _host.InvokeAsync("runs", "show", "contract.yaml", "last", "--format", "json");
        Assert.Equal(3, _host.Document("runs-show")["run"]!["shape_changes"]!.AsArray().Count);
        Assert.Equal(1, (int)_host.Document("runs-show")["run"]!["components"]![0]!["shape"]!["retyped"]!);
        await _host.InvokeAsync("state", "show", "contract.yaml", "--format", "json");
        Assert.DoesNotContain("@shape", _host.Document("state-list").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Text_ShowsChangesBelowTheCounts()
    {
        Prepare(Sink, "discard_field");
        await RunAsync(20, n => $$"""{"id":"{{n}}"}""");
        _host.Write("in.jsonl", string.Join('\n', Enumerable.Range(0, 20).Select(n => $$"""{"id":"{{n}}","new":1}""")));

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", "contract.yaml"));

        Assert.Contains("shape of jsonl: new new (integer) in 20 records: discard_field", _host.Out, StringComparison.Ordinal);
        Assert.Contains("'jsonl' gave a new field 'new' (integer). The field is left out.", _host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task Run_Frozen_ExitsWith1AndNamesFieldPlaceAndMend(string home)
    {
        Prepare(home, "freeze");
        await RunAsync(20, n => $$"""{"id":"{{n}}"}""");

        var code = await RunAsync(20, n => $$"""{"id":"{{n}}"{{(n == 15 ? ",\"pay\":[1]" : "")}}}""");

        Assert.Equal(ExitCode.Failed, code);
        var failure = Assert.Single(_host.Document("run")["diagnostics"]!.AsArray(), one => (string)one!["severity"]! == "error")!;
        Assert.Equal("engine.contract_frozen", (string)failure["code"]!);
        Assert.Contains("'jsonl' gave a new field 'pay' (array). The contract is frozen. The record is '15' of", (string)failure["message"]!, StringComparison.Ordinal);
        Assert.Contains("""write `fields: { "pay": evolve }`""", (string)failure["fix"]!, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await RunAsync(null, null, "--set", "collectors[0].contract={default: freeze, fields: {pay: evolve}}"));
        Assert.Equal(ExitCode.Done, await RunAsync());
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task DeadLettersReplay_OfDiscardedRecords_HeedsTheContractOfToday(string home)
    {
        Prepare(home, "discard_record");
        await RunAsync(20, n => $$"""{"id":"{{n}}","pay":{{n}}}""");
        await RunAsync(20, n => n < 2 ? $$"""{"id":"{{n}}","pay":"a lot"}""" : $$"""{"id":"{{n}}","pay":{{n}}}""");
        Assert.Equal(2, (int)_host.Document("run")["totals"]!["dead_lettered"]!);

        await _host.InvokeAsync("dead-letters", "replay", "contract.yaml", "--format", "json");
        Assert.Equal((0, 2), Replayed());
        await _host.InvokeAsync("dead-letters", "replay", "contract.yaml", "--format", "json", "--set", "collectors[0].contract=evolve");
        Assert.Equal((2, 0), Replayed());

        // What is replayed teaches nothing: the next run finds the same change.
        await RunAsync();
        Assert.Equal(2, (int)_host.Document("run")["totals"]!["dead_lettered"]!);

        (int, int) Replayed() => ((int)_host.Document("dead-letters-replay")["replayed"]!, (int)_host.Document("dead-letters-replay")["failed_again"]!);
    }

    [Theory]
    [MemberData(nameof(StateVerbTests.Homes), MemberType = typeof(StateVerbTests))]
    public async Task StateReset_OfTheCollector_LearnsTheShapeAnew(string home)
    {
        Prepare(home, "freeze");
        await RunAsync(20, n => $$"""{"id":"{{n}}"}""");
        Assert.Equal(ExitCode.Failed, await RunAsync(20, n => $$"""{"id":{{n}}}"""));

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("state", "reset", "contract.yaml", "--collector", "jsonl", "--yes"));

        Assert.Equal(ExitCode.Done, await RunAsync());
        Assert.Empty(_host.Document("run")["shape_changes"]!.AsArray());
    }

    [Fact]
    public async Task RunsUndo_OfARun_ForgetsWhatItLearnt()
    {
        Prepare(Sink, "evolve");
        await RunAsync(20, n => $$"""{"id":"{{n}}"}""");
        await RunAsync(20, n => $$"""{"id":"{{n}}","new":1}""");
        var run = (string)_host.Document("run")["run_id"]!;
        Assert.Single(_host.Document("run")["shape_changes"]!.AsArray());

        Assert.True(await _host.InvokeAsync("runs", "undo", "contract.yaml", run, "--yes") == ExitCode.Done, _host.Error);
        await RunAsync();

        Assert.Equal("new", (string)Assert.Single(_host.Document("run")["shape_changes"]!.AsArray())!["field"]!);
    }

    [Fact]
    public async Task Preview_FrozenShape_ShowsWhatComes()
    {
        Prepare(Sink, "freeze");
        await RunAsync(20, n => $$"""{"id":"{{n}}"}""");
        _host.Write("in.jsonl", """{"id":"1","new":1}""");

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("preview", "contract.yaml", "--format", "json"));

        Assert.Contains("new", _host.Document("preview").ToJsonString(), StringComparison.Ordinal);
    }

    private void Prepare(string home, string contract) => _host.Write("contract.yaml", $$"""
        version: 1
        name: contract
        settings: { max_reject_share: 1 }
        collectors:
          - { type: jsonl, options: { path: in.jsonl, key: id }, contract: {{contract}} }
        sinks:
          - {{home}}
        """);

    private async Task<int> RunAsync(int? records = null, Func<int, string>? record = null, params string[] more)
    {
        if (records is { } count)
        {
            _host.Write("in.jsonl", string.Join('\n', Enumerable.Range(0, count).Select(record!)));
        }

        return await _host.InvokeAsync(["run", "contract.yaml", "--format", "json", .. more]);
    }
}
