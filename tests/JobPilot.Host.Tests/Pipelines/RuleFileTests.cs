using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Pipelines;

/// <summary>Files that options name: rules and exchange rates, from the command line to the rows.</summary>
public sealed partial class RuleFileTests : IDisposable
{
    private const string Pipeline = """
        version: 1
        name: mended
        collectors: [{ type: jsonl, options: { path: in.jsonl, key: job_id } }]
        processors:
          - { type: map_job }
          - { type: normalize_title, options: { rules: rules/my.yaml } }
          - { type: normalize_salary, options: { convert_to: EUR, rates: rates.csv } }
          - { type: classify_job, options: { rules: [rules/my.yaml] } }
          - { type: validate_job }
        sinks: [{ type: jsonl, options: { path: out.jsonl, mode: new } }]
        """;

    private const string Postings = """
        {"job_id":"1","job_title":"Guru Welder","job_min_salary":50000,"job_salary_currency":"USD","job_salary_period":"YEAR","job_posted_at_datetime_utc":"2026-01-10T00:00:00.000Z"}
        {"job_id":"2","job_title":"Associate Director of Bees","job_min_salary":50000,"job_salary_currency":"XQL","job_salary_period":"YEAR","job_posted_at_datetime_utc":"2026-01-10T00:00:00.000Z"}
        {"job_id":"3","job_title":"Lehrling","job_posted_at_datetime_utc":"2026-01-10T00:00:00.000Z"}
        {"job_id":"4","job_title":"Trainee","job_posted_at_datetime_utc":"2026-01-10T00:00:00.000Z"}
        """;

    private readonly HostRun _host = new();

    public RuleFileTests()
    {
        _host.Write("mended.yaml", Pipeline);
        _host.Write("in.jsonl", Postings + "\n");
        _host.Write("rules/my.yaml", Example());
        _host.Write("rates.csv", "date,currency,rate,base\n2026-01-08,USD,1.25,EUR\n");
    }

    [Fact]
    public async Task Run_ExampleOfTheReadme_MendsTheListings()
    {
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("validate", "mended.yaml"));
        Assert.True(await _host.InvokeAsync("run", "mended.yaml", "--format", "json") == ExitCode.Done, _host.Error + _host.Out);

        var rows = Rows();
        Assert.Equal(["Welder", "Associate Director of Bees", "Lehrling", "Trainee"], rows.Select(row => (string?)row["title"]));
        Assert.Equal([null, "mid", null, "intern"], rows.Select(row => (string?)row["seniority"]));
        Assert.Equal("my.yaml#title.grade.guru/1", RuleOf(rows[0], "/title"));
        Assert.Equal("my.yaml#bees/1", RuleOf(rows[1], "/seniority"));
        Assert.Equal("my.yaml#seniority.trainee/1", RuleOf(rows[3], "/seniority"));
    }

    [Fact]
    public async Task Run_Rates_ConvertPayAndTellWhatIsMissing()
    {
        Assert.True(await _host.InvokeAsync("run", "mended.yaml", "--format", "json") == ExitCode.Done, _host.Error + _host.Out);

        var rows = Rows();
        Assert.Equal("""{"currency":"EUR","annual_min":40000,"rate":0.8,"rate_date":"2026-01-08"}""", rows[0]["base_salary"]!["converted"]!.ToJsonString());
        Assert.Null(rows[1]["base_salary"]!["converted"]);
        Assert.Contains("rates.csv: 1 listings were not converted, since there is no rate on or before their day: XQL 1.", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_ChangedFile_HasAnotherHashAndIsNamed()
    {
        await _host.InvokeAsync("run", "mended.yaml");
        await _host.InvokeAsync("run", "mended.yaml");
        _host.Write("rules/my.yaml", Example() + "# a note\n");
        await _host.InvokeAsync("run", "mended.yaml");

        await _host.InvokeAsync("runs", "list", "mended.yaml", "--format", "json");
        var hashes = _host.Document("runs-list")["runs"]!.AsArray().Select(run => (string)run!["config_hash"]!).ToList();
        Assert.NotEqual(hashes[0], hashes[1]);
        Assert.Equal(hashes[1], hashes[2]);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("runs", "show", "mended.yaml", "last", "--format", "json"));
        var files = _host.Document("runs-show")["run"]!["files"]!.AsArray();
        Assert.Equal(
            [("normalize_title", "rules/my.yaml"), ("normalize_salary", "rates.csv"), ("classify_job", "rules/my.yaml")],
            files.Select(file => ((string)file!["component"]!, (string)file["path"]!)));
        await _host.InvokeAsync("runs", "show", "mended.yaml", "last");
        Assert.Contains($"normalize_title: rules/my.yaml {((string)files[0]!["sha256"]!)[..16]}", _host.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("plan", "mended.yaml", "--format", "json"));
        Assert.Equal((string)files[0]!["sha256"]!, (string)_host.Document("plan")["processors"]![1]!["files"]![0]!["sha256"]!);
    }

    [Fact]
    public async Task Diff_ChangedRules_ShowsWhatTheyWouldChange()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(1));
        _host.Variables["KEY"] = FakeJSearchServer.RapidKey;
        _host.Write("board.yaml", $$"""
            version: 1
            name: board
            collectors:
              - { type: jsearch, options: { api_key: "${env:KEY}", base_url: {{server.BaseUrl}}, cache_lifetime: 0s, searches: [{ query: bicycle mechanic, pages: 1 }] } }
            processors: [{ type: map_job }, { type: normalize_title }, { type: classify_job, options: { rules: rules/my.yaml } }]
            sinks: [{ type: litedb, options: { path: board.db } }]
            """);
        Assert.True(await _host.InvokeAsync("run", "board.yaml", "--format", "json") == ExitCode.Done, _host.Error + _host.Out);
        _host.Write("rules/my.yaml", "version: 1\nclassify_job:\n  seniority:\n    add: [{ id: wheels, level: lead, phrase: bicycle mechanic }]\n");

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("replay", "board.yaml", "last", "--diff", "--format", "json"));

        var document = _host.Document("replay-diff");
        Assert.Equal((10, 0), ((int)document["rows"]!["changed"]!, (int)document["rows"]!["unchanged"]!));
        Assert.All(document["changes"]!.AsArray(), change => Assert.Contains(
            change!["fields"]!.AsArray(), field => ((string)field!["pointer"]!, (field["after"] as JsonValue)?.ToString()) == ("/seniority", "lead")));
    }

    /// <summary>What was remembered by other words no longer counts: that is told, and the memory is made anew from the rows.</summary>
    [Fact]
    public async Task Run_ChangedWordsOfDuplicates_TellsThatTheMemoryIsToBeMadeAnew()
    {
        _host.Write("in.jsonl", """
            {"job_id":"1","job_title":"Welder","employer_name":"Moss Quux","job_city":"Bonn","job_country":"DE","job_description":"y"}
            {"job_id":"2","job_title":"Welder","employer_name":"Moss","job_city":"Bonn","job_country":"DE","job_description":"y"}

            """);
        _host.Write("rules/my.yaml", "version: 1\n");
        _host.Write("twice.yaml", """
            version: 1
            name: twice
            collectors: [{ type: jsonl, options: { path: in.jsonl, key: job_id } }]
            processors: [{ type: map_job }, { type: deduplicate, options: { rules: rules/my.yaml } }]
            sinks: [{ type: litedb, options: { path: twice.db } }]
            """);
        Assert.Equal("[]", (await WarningsAsync()).ToJsonString());
        Assert.Equal((2, 0), (Total("written"), Total("duplicates")));

        // Rules of other processors in the same file are none of what is remembered.
        _host.Write("rules/my.yaml", "version: 1\nnormalize_title:\n  grades:\n    add: [ninja]\n");
        Assert.Equal("[]", (await WarningsAsync()).ToJsonString());

        _host.Write("rules/my.yaml", "version: 1\ndeduplicate:\n  legal_forms:\n    add: [quux]\n");
        _host.Write("in.jsonl", "");
        var warning = Assert.Single(await WarningsAsync())!;
        Assert.Equal("engine.memory_of_other_options", (string)warning["code"]!);
        Assert.Contains("jobpilot-host state rebuild", (string)warning["fix"]!, StringComparison.Ordinal);
        Assert.Contains("litedb", (string)warning["fix"]!, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("state", "rebuild", "twice.yaml"));
        _host.Write("in.jsonl", """
            {"job_id":"1","job_title":"Welder","employer_name":"Moss Quux","job_city":"Bonn","job_country":"DE","job_description":"x"}
            {"job_id":"2","job_title":"Welder","employer_name":"Moss","job_city":"Bonn","job_country":"DE","job_description":"x"}

            """);
        Assert.Equal("[]", (await WarningsAsync()).ToJsonString());
        Assert.Equal((1, 1), (Total("written"), Total("duplicates")));

        async Task<JsonArray> WarningsAsync()
        {
            Assert.True(await _host.InvokeAsync("run", "twice.yaml", "--full", "--format", "json") == ExitCode.Done, _host.Error + _host.Out);
            return _host.Document("run")["diagnostics"]!.AsArray();
        }

        int Total(string name) => (int)_host.Document("run")["totals"]![name]!;
    }

    /// <summary>An option that a newer version has and nobody uses begins no memory anew.</summary>
    [Fact]
    public async Task Run_NoRulesOfDuplicates_HasTheMemoryOfVersionsWithoutThem()
    {
        _host.Write("twice.yaml", """
            version: 1
            name: twice
            collectors: [{ type: jsonl, options: { path: in.jsonl, key: job_id } }]
            processors: [{ type: map_job }, { type: deduplicate }]
            sinks: [{ type: litedb, options: { path: twice.db } }]
            """);

        Assert.True(await _host.InvokeAsync("run", "twice.yaml") == ExitCode.Done, _host.Error + _host.Out);

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData("""deduplicate {"by_content":true,"by_apply_url":true}"""u8))[..16];
        var state = string.Concat(Directory.GetFiles(Path.Combine(_host.WorkingDirectory, ".jobpilot"), "state.db*").Select(file => File.ReadAllText(file, Encoding.Latin1)));
        Assert.Contains($"deduplicate/8/{fingerprint}/live", state, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("doctor")]
    [InlineData("preview")]
    public async Task Verb_WrongRuleFile_IsRefusedWithItsPlace(string verb)
    {
        _host.Write("rules/my.yaml", "version: 1\nclassify_job:\n  seniority:\n    remove: [seniority.trainy]\n");

        Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync(verb, "mended.yaml"));

        Assert.Contains(
            "rules/my.yaml:4:14 rules.unknown_id /classify_job/seniority/remove/0 my.yaml: `seniority` has no rule `seniority.trainy`; did you mean `seniority.trainee`?",
            verb is "validate" or "doctor" ? _host.Out : _host.Error, StringComparison.Ordinal);
        if (verb == "validate")
        {
            // Two processors name the file; its mistake is one.
            Assert.Single(Regex.Matches(_host.Out, "rules.unknown_id"));
            Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync(verb, "mended.yaml", "--format", "json"));
            Assert.Equal((4, 14), ((int)_host.Document("validate")["files"]![0]!["findings"]![0]!["line"]!, (int)_host.Document("validate")["files"]![0]!["findings"]![0]!["column"]!));
        }
    }

    [Theory]
    [InlineData("rules/my.yaml", "rules.unreadable", "validate")]
    [InlineData("rules/my.yaml", "rules.unreadable", "run")]
    [InlineData("rates.csv", "normalize_salary.rates_unreadable", "validate")]
    [InlineData("rates.csv", "normalize_salary.rates_unreadable", "run")]
    public async Task Verb_MissingFile_ExitsWith3(string file, string code, string verb)
    {
        File.Delete(Path.Combine(_host.WorkingDirectory, file));

        Assert.Equal(ExitCode.Environment, await _host.InvokeAsync(verb, "mended.yaml", "--format", "json"));

        var finding = _host.Document("validate")["files"]![0]!["findings"]![0]!;
        Assert.Equal(code, (string)finding["code"]!);
        Assert.Contains(file, (string)finding["message"]!, StringComparison.Ordinal);
        Assert.True((int)finding["line"]! > 4);
        Assert.NotEmpty((string)finding["fix"]!);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("doctor")]
    public async Task Verb_WrongFileOfTerms_IsRefusedWithItsPlace(string verb)
    {
        _host.Write("terms.txt", "grafting\n" + new string('x', 201) + "\n");

        Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync([verb, "mended.yaml", .. Terms]));

        Assert.Contains(
            "terms.txt:2:1 extract_skills.terms_too_many terms.txt: the line is longer than 200 letters.", verb is "validate" or "doctor" ? _host.Out : _host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run")]
    public async Task Verb_MissingFileOfTerms_ExitsWith3(string verb)
    {
        Assert.Equal(ExitCode.Environment, await _host.InvokeAsync([verb, "mended.yaml", "--format", "json", .. Terms]));

        var finding = _host.Document("validate")["files"]![0]!["findings"]![0]!;
        Assert.Equal("extract_skills.terms_unreadable", (string)finding["code"]!);
        Assert.Contains("terms.txt", (string)finding["message"]!, StringComparison.Ordinal);
        Assert.EndsWith("/options/terms", (string)finding["pointer"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)finding["fix"]!);
    }

    [Theory]
    [InlineData("processors[2].options={convert_to: EUR}", "normalize_salary.no_rates")]
    [InlineData("processors[2].options={rates: rates.csv}", "normalize_salary.no_currency")]
    [InlineData("processors[2].options={rates: rates.csv, convert_to: XQL}", "normalize_salary.no_rate")]
    [InlineData("processors[2].options={rates: in.jsonl, convert_to: EUR}", "normalize_salary.rates_invalid")]
    [InlineData("processors[1].options={rules: {my: yaml}}", "options.wrong_type")]
    public async Task Validate_OptionsThatDoNotFit_AreRefused(string set, string code)
    {
        Assert.Equal(ExitCode.Configuration, await _host.InvokeAsync("validate", "mended.yaml", "--set", set));
        Assert.Contains(code, _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PluginsShow_Rules_PrintsARuleFile()
    {
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("plugins", "show", "classify_job", "--rules"));
        Assert.Contains("      - { id: seniority.lehrling, level: intern, phrase: lehrling }\n", _host.Out, StringComparison.Ordinal);
        var rules = _host.Out;
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("plugins", "show", "classify_job", "--rules", "--format", "json"));
        Assert.Equal(rules, (string)_host.Document("plugins")["components"]![0]!["rules"]!);
        Assert.Equal(ExitCode.Environment, await _host.InvokeAsync("plugins", "show", "filter", "--rules"));
        Assert.Contains("plugins.no_rules", _host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _host.Dispose();

    /// <summary>The rule file that the plugin's README shows.</summary>
    private static string Example()
    {
        var readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot(), "plugins", "JobPilot.Plugins.Jobs", "README.md"));
        return RuleFile().Match(readme).Groups[1].Value;
    }

    private static string[] Terms => ["--set", "processors[4]={type: extract_skills, options: {terms: terms.txt, model: none}}"];

    private static string? RuleOf(JsonObject row, string pointer) => (string?)row["provenance"]?[pointer]?["rule"];

    private List<JsonObject> Rows() =>
        [.. File.ReadLines(Path.Combine(_host.WorkingDirectory, "out.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).OrderBy(row => (string)row["source"]!["external_id"]!, StringComparer.Ordinal)];

    [GeneratedRegex("```yaml\n(# yaml-language-server: [^\n]*job-rules.*?)```", RegexOptions.Singleline)]
    private static partial Regex RuleFile();
}
