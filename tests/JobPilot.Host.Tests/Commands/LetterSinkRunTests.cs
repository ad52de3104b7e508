using System.Text.Json.Nodes;
using LiteDB;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Dead letters to a sink by configuration, through the real host with the shipped plugins.</summary>
public sealed class LetterSinkRunTests : IDisposable
{
    private const string Head = """
        version: 1
        name: letters
        settings: { batch_size: 10, max_commit_delay: 1ms, max_reject_share: 1, dead_letters: dead.jsonl }
        collectors:
          - { type: jsonl, options: { path: in-0.jsonl, key: id, page_size: 10 } }
        processors:
          - { id: strict, type: assert, options: { expectations: [{ field: n, max: 79, then: reject }] } }
        sinks:
          - { type: litedb, options: { path: jobs.db } }

        """;

    private readonly HostRun _host = new();

    public LetterSinkRunTests() => NumberedLines.Write(_host, files: 1, records: 100);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_LettersToADatabase_AreThereByIdAndLeaveWithTheirReplay()
    {
        var path = _host.Write("letters.yaml", Head + "  - { id: letters, type: litedb, takes: dead_letters, options: { path: letters.db, collection: letters } }\n");
        await RunAsync(ExitCode.Done, "run", path);

        var stored = File.ReadAllLines(Path.Combine(_host.WorkingDirectory, "dead.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(20, stored.Count);
        Assert.Equal(stored.Select(letter => (string)letter["id"]!).Order(StringComparer.Ordinal), Letters().Select(letter => letter["_id"].AsString).Order(StringComparer.Ordinal));
        Assert.All(Letters(), letter => Assert.Equal(("strict", true), (letter["component"].AsString, letter["payload"].IsDocument)));
        Assert.Equal(80, Rows("jobs.db", "jobs").Count);

        await RunAsync(ExitCode.Done, "dead-letters", "replay", path, "--set", "processors[strict].enabled=false");

        Assert.Empty(Letters());
        Assert.Equal(100, Rows("jobs.db", "jobs").Count);
    }

    [Fact]
    public async Task Run_OptionalLetterSinkFails_NoLetterIsLostAndItIsPaid()
    {
        var path = _host.Write("letters.yaml", Head + "  - { id: letters, type: jsonl, required: false, takes: dead_letters, options: { path: letters.jsonl } }\n");
        var output = Path.Combine(_host.WorkingDirectory, "letters.jsonl");
        Directory.CreateDirectory(output);

        await RunAsync(ExitCode.Done, "run", path);

        Assert.Equal(20, (int)_host.Document("run")["debts"]![0]!["records"]!);
        await RunAsync(ExitCode.Done, "dead-letters", "list", path);
        Assert.Equal(20, _host.Document("dead-letters-list")["dead_letters"]!.AsArray().Count);
        Directory.Delete(output);

        await RunAsync(ExitCode.Done, "replay", path, "--sink", "letters");

        Assert.Equal(File.ReadAllLines(Path.Combine(_host.WorkingDirectory, "dead.jsonl")), File.ReadAllLines(output));
        Assert.Empty(_host.Document("replay-sink")["debts"]!.AsArray());
    }

    [Fact]
    public async Task Validate_NoSinkTakesRows_IsAnError()
    {
        var path = _host.Write("odd.yaml", Head.Replace("type: litedb,", "type: litedb, takes: dead_letters,", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync("validate", path));
        Assert.Contains("none takes rows", _host.Out + _host.Error, StringComparison.Ordinal);
    }

    private List<BsonDocument> Letters() => Rows("letters.db", "letters");

    private List<BsonDocument> Rows(string file, string collection)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = Path.Combine(_host.WorkingDirectory, file), ReadOnly = true, Collation = Collation.Binary });
        return [.. database.GetCollection(collection).FindAll()];
    }

    private async Task RunAsync(int expected, params string[] args)
    {
        var code = await _host.InvokeAsync([.. args, "--format", "json", "--no-progress"]);
        Assert.True(code == expected, $"{code}\n{_host.Error}{_host.Out}");
    }
}
