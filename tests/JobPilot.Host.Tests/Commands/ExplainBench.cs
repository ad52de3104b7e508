using System.Text.Json.Nodes;
using LiteDB;

namespace JobPilot.Host.Tests.Commands;

/// <summary>A pipeline from a file of postings, or from a board, through the job processors into a database, and what <c>explain</c> says of its listings.</summary>
internal sealed class ExplainBench : IDisposable
{
    public const string Chain = """
        processors:
          - { type: map_job, options: { keep_raw: KEEP } }
          - { type: clean_text }
          - { type: detect_language }
          - { type: normalize_title }
          - { type: normalize_company }
          - { type: normalize_location }
          - { type: normalize_salary }
          - { type: extract_skills, options: { model: none } }
          - { type: classify_job }
          - { type: score_quality }
          - { type: validate_job }
          - { type: deduplicate }
        sinks:
          - { type: litedb, options: { path: data/NAME.db } }
        """;

    private const string Night = """{"job_id":"n1","job_title":"Senior Baker (m/f/d)","employer_name":"Kornblume Bakery GmbH","job_city":"Freiburg","job_country":"DE","job_publisher":"BrotJobs","job_google_link":"https://brot.example/n1","job_apply_link":"https://kornblume.example/jobs/4711","job_description":"<p>We bake with <b>SAP</b> and Excel.</p><p>We pay 21 - 25 EUR per hour.</p>"}""";
    private const string Again = """{"job_id":"n2","job_title":"Senior baker","employer_name":"Kornblume Bakery","job_city":"Freiburg","job_country":"DE","job_publisher":"Backboard","job_google_link":"https://back.example/n2","job_apply_link":"https://backboard.example/view/123456","job_description":"We bake. You have a master's degree in food science."}""";
    private const string Other = """{"job_id":"n3","job_title":"Baker","employer_name":"Kornblume Bakery GmbH","job_city":"Freiburg","job_country":"DE","job_publisher":"BrotJobs","job_google_link":"https://brot.example/n3","job_apply_link":"https://kornblume.example/jobs/4712","job_description":"We bake, and you help."}""";

    public HostRun Host { get; } = new();

    public string WorkingDirectory => Host.WorkingDirectory;

    /// <summary>A pipeline over three postings, two of which are one opening; found in the working directory.</summary>
    public async Task<string> RunFileAsync(string name = "bakery", bool keepRaw = false, string folder = "")
    {
        Host.Write("in.jsonl", string.Join('\n', Night, Again, Other));
        var path = Path.Combine(folder, $"{name}.yaml");
        Host.Write(path, $$"""
            version: 1
            name: {{name}}
            collectors:
              - { type: jsonl, id: board, options: { path: in.jsonl, key: job_id } }
            {{Processors(name, keepRaw)}}
            """);
        await RunAsync(path);
        return path;
    }

    public static string Processors(string name, bool keepRaw) => Chain.Replace("KEEP", keepRaw ? "true" : "false", StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    public async Task RunAsync(string path)
    {
        var code = await Host.InvokeAsync("run", path, "--no-progress", "--full");
        Assert.True(code == ExitCode.Done, Host.Error + Host.Out);
    }

    /// <summary>Ids of the rows by their titles as posted; those that were merged away under the id that they have at the source of the row that lists them.</summary>
    public Dictionary<string, string> Ids(string name = "bakery")
    {
        using var database = new LiteDatabase($"Filename={Path.Combine(WorkingDirectory, "data", $"{name}.db")};ReadOnly=true");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in database.GetCollection("jobs").FindAll())
        {
            ids[row["source"]["external_id"].AsString] = row["_id"].AsString;
            foreach (var other in row["duplicates"]["other_sources"].AsArray)
            {
                ids[$"merged into {row["source"]["external_id"].AsString}"] = other["id"].AsString;
            }
        }

        return ids;
    }

    /// <summary>What <c>explain</c> says, valid against its schema.</summary>
    public async Task<JsonObject> ExplainAsync(params string[] args)
    {
        var code = await Host.InvokeAsync(["explain", .. args, "--format", "json"]);
        Assert.True(code == ExitCode.Done, Host.Error + Host.Out);
        return Host.Document(args[0] == "duplicate" ? "explain-duplicate" : "explain");
    }

    /// <summary>The code of the one finding with which a call is refused.</summary>
    public async Task<(int ExitCode, JsonNode Finding)> RefusedAsync(params string[] args)
    {
        var code = await Host.InvokeAsync(["explain", .. args, "--format", "json"]);
        return (code, Assert.Single(Host.Document(args[0] == "duplicate" ? "explain-duplicate" : "explain")["diagnostics"]!.AsArray())!);
    }

    public void Dispose() => Host.Dispose();
}
