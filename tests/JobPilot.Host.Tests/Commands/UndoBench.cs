using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Processes;
using LiteDB;

namespace JobPilot.Host.Tests.Commands;

/// <summary>
/// A pipeline whose second run inserts, changes and deletes rows, remembers, rejects and appends; and everything that it left, in a form that can be compared
/// exactly.
/// </summary>
/// <param name="home">What is the home: <c>litedb</c> with a file beside it, or <c>state</c> where the file alone holds the rows.</param>
internal sealed class UndoBench(string home) : IDisposable
{
    public static TheoryData<string> Homes => ["litedb", "state"];

    public HostRun Host { get; } = new();

    public string Text { get; set; } = $$"""
        version: 1
        name: undone
        settings: { batch_size: 20, max_commit_delay: 10ms, state: state, dead_letters: dead.jsonl, max_reject_share: 1 }
        collectors:
          - { type: demo, options: { records: 250, seed: 3, page_size: 20 } }
        {{KilledPipeline.Processors}}
        sinks:
        {{(home == "litedb" ? "  - { type: litedb, options: { path: jobs.db } }\n" : "")}}  - { type: jsonl, options: { path: out.jsonl, mode: append } }
        """;

    /// <summary>Options of the run that brings more of the same.</summary>
    public static IReadOnlyList<string> More { get; } = ["--set", "collectors[0].options.records=400"];

    public void Dispose() => Host.Dispose();

    /// <summary>Runs it; returns the run's id.</summary>
    public async Task<string> RunAsync(params IReadOnlyList<string> more)
    {
        Host.Write("undone.yaml", Text);
        var code = await Host.InvokeAsync(["run", "undone.yaml", "--format", "json", .. more]);
        Assert.True(code == ExitCode.Done, Host.Error);
        return (string)Host.Document("run")["run_id"]!;
    }

    /// <summary>Takes a run back; returns the document.</summary>
    public async Task<JsonObject> UndoAsync(string run, int expected = ExitCode.Done, params IReadOnlyList<string> more)
    {
        var code = await Host.InvokeAsync(["runs", "undo", "undone.yaml", run, "--yes", "--format", "json", .. more]);
        Assert.True(code == expected, $"{code}: {Host.Error}");
        return Host.Document("runs-undo");
    }

    public async Task<IReadOnlyList<string>> OutcomesAsync()
    {
        Assert.Equal(ExitCode.Done, await Host.InvokeAsync("runs", "list", "undone.yaml", "--format", "json"));
        return [.. Host.Document("runs-list")["runs"]!.AsArray().Select(run => (string)run!["outcome"]!)];
    }

    /// <summary>
    /// Rows with the sink's own fields, totals, positions, marks, remembered keys, lines, dead letters. Numbers of commits and epochs only rise, and are left out; so is what
    /// tells two runs of the same apart where <paramref name="times"/> is false.
    /// </summary>
    public string Contents(bool times = true) => Host.Masked(string.Join('\n',
    [
        .. home == "litedb" ? LiteDb(times) : State(times),
        "-- memory", .. Sqlite("SELECT c.name || ' ' || m.key || ' ' || m.value FROM memory m JOIN scopes c ON c.id = m.scope WHERE m.value IS NOT NULL").Order(StringComparer.Ordinal),
        "-- out.jsonl", .. Lines("out.jsonl"),
        "-- dead letters", .. Lines("dead.jsonl").Select(line => times ? line : JsonNode.Parse(line)!["payload"]!.ToJsonString()),
        "-- whole", .. Sqlite("PRAGMA integrity_check"),
    ]));

    public IReadOnlyList<string> Lines(string file) =>
        File.Exists(Path.Combine(Host.WorkingDirectory, file)) ? File.ReadAllLines(Path.Combine(Host.WorkingDirectory, file)) : [];

    private IEnumerable<string> State(bool times) => Sqlite("SELECT name || ' ' || state FROM splits WHERE state IS NOT NULL").Select(line => State(line, times))
        .Concat(Sqlite("SELECT sink || ' ' || mark FROM marks WHERE sink <> 'dead_letters'")).Order(StringComparer.Ordinal);

    private IEnumerable<string> LiteDb(bool times)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = Path.Combine(Host.WorkingDirectory, "jobs.db"), ReadOnly = true, Collation = Collation.Binary });
        foreach (var collection in new[] { "jobs", "_jobpilot_rows" })
        {
            foreach (var row in database.GetCollection(collection).FindAll().Select(row => LiteDB.JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal))
            {
                yield return row;
            }
        }

        foreach (var split in database.GetCollection("_jobpilot_splits").FindAll().Where(split => !split["state"].IsNull))
        {
            yield return State($"{split["split"].AsString} {split["state"].AsString}", times);
        }

        foreach (var mark in database.GetCollection("_jobpilot_owners").FindAll().SelectMany(owner => owner["marks"].AsArray).Where(mark => mark["sink"] != "dead_letters"))
        {
            yield return mark.ToString();
        }
    }

    private static string State(string line, bool times)
    {
        var start = line.IndexOf('{', StringComparison.Ordinal);
        var state = JsonNode.Parse(line[start..])!.AsObject();
        if (!times)
        {
            state.Remove("as_of");
        }

        return line[..start] + state.ToJsonString();
    }

    private List<string> Sqlite(string sql) => Stored.State(Host, sql);
}
