using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;
using LiteDB;

namespace JobPilot.Host.Tests.Processes;

/// <summary>
/// A pipeline that remembers, rejects, and writes two outputs, in the real process; and everything that it left, in a form in which two runs can be
/// compared.
/// </summary>
/// <param name="home">What is the home: <c>litedb</c>, or <c>state</c> where jsonl alone holds the rows.</param>
/// <param name="contract">The contract with the source.</param>
internal sealed class KilledPipeline(string home, string contract = "evolve") : IDisposable
{
    private const string LiteDb = "  - { type: litedb, options: { path: jobs.db } }";

    /// <summary>Processors that reject some records and remember the others.</summary>
    public const string Processors = """
        processors:
          - { type: map_job }
          - { type: clean_text }
          - { type: assert, options: { expectations: [{ field: base_salary, not_null: true, then: reject }] } }
          - { type: deduplicate }
        """;

    public static IReadOnlyList<string> Homes { get; } = ["litedb", "state", "state_append"];

    public HostRun Host { get; } = new();

    public string Contract => contract;

    public string Text => $$"""
        version: 1
        name: killed
        settings: { batch_size: 20, max_commit_delay: 10ms, state: state, dead_letters: dead.jsonl, max_reject_share: 1 }
        collectors:
          - { type: demo, contract: {{contract}}, options: { records: 400, seed: 3, page_size: 20, delay: 2ms{{(contract == "evolve" ? "" : ", era: current")}} } }
        {{Processors}}
        sinks:
        {{(home == "litedb" ? LiteDb : "")}}
          - { type: jsonl, options: { path: jobs.jsonl, mode: {{(home == "state_append" ? "append" : "new")}} } }
        """;

    public void Dispose() => Host.Dispose();

    /// <summary>Runs it to its end, or to its death.</summary>
    public async Task<int> RunAsync(string? failpoint, TimeSpan? killAfter = null)
    {
        using var process = Start(failpoint);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        if (killAfter is { } delay)
        {
            await Task.Delay(delay, timeout.Token);
            process.Kill();
        }

        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    public Process Start(string? failpoint, params string[] more)
    {
        var path = Host.Write("killed.yaml", Text);
        var start = new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", path, "--quiet", .. more])
        {
            WorkingDirectory = Host.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (failpoint is not null)
        {
            start.Environment["JOBPILOT_FAILPOINT"] = failpoint;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>
    /// Rows, lines, dead letters, positions, the shape of the source and remembered keys; of two undisturbed runs they are equal. A key that was forgotten is none: the place that it leaves in the view is there
    /// where the view took it up before, which a kill changes.
    /// </summary>
    public string Contents() => string.Join('\n',
    [
        .. home == "litedb" ? Rows() : [],
        "-- jobs.jsonl", .. Lines("jobs.jsonl"),
        "-- dead letters", .. Lines("dead.jsonl").Select(Letter).Order(StringComparer.Ordinal),
        "-- positions", .. Positions().Select(Position),
        "-- shape", .. Shapes(),
        "-- memory", .. Query("SELECT c.name || ' ' || m.key || ' ' || m.value FROM memory m JOIN scopes c ON c.id = m.scope WHERE m.value IS NOT NULL").Order(StringComparer.Ordinal),
        "-- home", .. Query("PRAGMA integrity_check"),
    ]);

    /// <summary>Number of the pass that the split has made.</summary>
    public int Passes() => (int)JsonNode.Parse(Assert.Single(Positions()).Split(' ', 2)[1])!["pass"]!;

    private List<string> Positions() =>
        home == "litedb" ? LiteDbPositions() : Query("SELECT s.name || ' ' || s.state FROM splits s ORDER BY s.name");

    private List<string> Shapes()
    {
        if (home != "litedb")
        {
            return Query("SELECT sink || ' ' || mark FROM marks WHERE sink LIKE '@shape/%' ORDER BY sink");
        }

        using var database = Open();
        return [.. database.GetCollection("_jobpilot_owners").FindAll().SelectMany(owner => owner["marks"].AsArray)
            .Where(mark => mark["sink"].AsString.StartsWith("@shape/", StringComparison.Ordinal)).Select(mark => $"{mark["sink"].AsString} {mark["mark"].AsString}")];
    }

    private static string Letter(string line)
    {
        var letter = JsonNode.Parse(line)!.AsObject();
        return $"{letter["component"]} {letter["reason"]} {letter["payload"]!.ToJsonString()}";
    }

    /// <summary>A state without its times.</summary>
    private static string Position(string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        var state = JsonNode.Parse(text[start..])!.AsObject();
        foreach (var name in state.Select(field => field.Key).Where(key => key is "as_of" or "fingerprint").ToList())
        {
            state.Remove(name);
        }

        return text[..start] + state.ToJsonString();
    }

    private LiteDatabase Open() => new(new ConnectionString
    {
        Filename = Path.Combine(Host.WorkingDirectory, "jobs.db"),
        ReadOnly = true,
        Collation = Collation.Binary,
    });

    private List<string> Rows()
    {
        using var database = Open();
        var rows = database.GetCollection("jobs").FindAll().Select(row => JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    private List<string> LiteDbPositions()
    {
        using var database = Open();
        return [.. database.GetCollection("_jobpilot_splits").FindAll().Select(row => $"{row["split"].AsString} {row["state"].AsString}")];
    }

    private List<string> Lines(string file) =>
        [.. File.ReadAllLines(Path.Combine(Host.WorkingDirectory, file)).Order(StringComparer.Ordinal)];

    private List<string> Query(string sql) => Stored.State(Host, sql);
}
