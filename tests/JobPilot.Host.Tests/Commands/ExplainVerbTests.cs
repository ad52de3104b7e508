using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Engine.Explain;
using JobPilot.Host.Commands;
using JobPilot.Tests;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Values of listings lead back to what the source sent.</summary>
public sealed partial class ExplainVerbTests : IDisposable
{
    private readonly ExplainBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Explain_LandedListing_LeadsFromTheRawValueStepByStep()
    {
        await using var server = new FakeJSearchServer(FakeJobs.Pages(2));
        await RunBoardAsync(server, 2);
        var calls = server.Requests.Count;
        var id = _bench.Ids("board")[(string)FakeJobs.Make(14)["job_id"]!];

        var document = await _bench.ExplainAsync(id[..12], "base_salary.annual_min", "--pipeline", "board.yaml");

        Assert.Equal(calls, server.Requests.Count);
        Assert.Equal(("landing", (string?)document["runs"]![0]!["run_id"]), ((string)document["raw"]!["kept"]!, (string?)document["raw"]!["run_id"]));
        Assert.Equal(("inserted", true, "jsearch"), ((string)document["runs"]![0]!["did"]!, (bool)document["runs"]![0]!["retrieved"]!, (string)document["origin"]!["collector"]!));
        var field = document["field"]!;
        Assert.Equal(("/base_salary/annual_min", 26 * 2080, true), ((string)field["pointer"]!, (int)field["value"]!, (bool)field["same_today"]!));
        Assert.Equal(
            ["map_job /base_salary/raw job_salary_string", "normalize_salary /base_salary base_salary.raw", "normalize_salary /base_salary/annual_min base_salary"],
            field["steps"]!.AsArray().Select(step => $"{step!["component"]} {step["pointer"]} {step["from"]}"));
        Assert.Equal(["CA$26–30 an hour", "CA$26–30 an hour"], field["steps"]!.AsArray().Take(2).Select(step => (string)step!["given"]!));
        Assert.All(field["steps"]!.AsArray(), step => Assert.Matches("^[a-z_.]+/[0-9]+$", (string)step!["rule"]!));
    }

    [Fact]
    public async Task Explain_Listing_ListsEveryDerivedFieldInOrder()
    {
        await _bench.RunFileAsync();

        var document = await _bench.ExplainAsync(_bench.Ids()["n1"]);

        Assert.Equal(("bakery", "bakery.yaml"), ((string)document["pipeline"]!["name"]!, (string)document["pipeline"]!["file"]!));
        Assert.Null(document["field"]);
        var fields = document["fields"]!.AsArray().ToDictionary(field => (string)field!["pointer"]!, field => field!);
        Assert.Equal(("title.core/1", "title_raw", "Senior Baker (m/f/d)"), Of(fields["/title"]));
        Assert.Equal(("salary.range/1", "21 - 25 EUR"), (Of(fields["/base_salary"]).Rule, Of(fields["/base_salary"]).Given));
        Assert.Contains("/base_salary/annual_max", fields.Keys);
        Assert.Contains("/quality", fields.Keys);
        Assert.True(document["fields"]!.AsArray().Select(field => (string)field!["pointer"]!).ToList() is var order && order.IndexOf("/title") < order.IndexOf("/description/text") && order.IndexOf("/description/text") < order.IndexOf("/duplicates"));

        static (string? Rule, string? From, string? Given) Of(JsonNode field) => ((string?)field["rule"], (string?)field["from"], (string?)field["given"]);
    }

    [Theory]
    [InlineData("skills[0]")]
    [InlineData("/skills/0")]
    [InlineData("skills.0")]
    public async Task Explain_Skill_ShowsSpanSentenceAndFinder(string field)
    {
        await _bench.RunFileAsync();

        var document = await _bench.ExplainAsync(_bench.Ids()["n1"], field);

        var last = document["field"]!["steps"]!.AsArray()[^1]!;
        Assert.Equal(("extract_skills", "SAP"), ((string)last["component"]!, (string)last["given"]!));
        Assert.Matches(@"^description\.text\[\d+\.\.\d+\]$", (string)last["from"]!);
        Assert.Contains(last["details"]!.AsArray(), detail => (string)detail!["name"]! == "sentence" && (string)detail["text"]! == "We bake with SAP and Excel.");
        Assert.Contains(last["details"]!.AsArray(), detail => (string)detail!["name"]! == "found_by");
        Assert.Equal("map_job", (string)document["field"]!["steps"]![0]!["component"]!);
        Assert.Null(document["raw"]!["kept"]);
        Assert.Contains("keep_raw", (string)document["raw"]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_CopiedValue_NamesTheFieldOfTheSource()
    {
        await _bench.RunFileAsync(keepRaw: true);

        var document = await _bench.ExplainAsync(_bench.Ids()["n1"], "source.publisher");

        var step = Assert.Single(document["field"]!["steps"]!.AsArray())!;
        Assert.Equal(("map_job", "job_publisher", "BrotJobs", "row"), ((string)step["component"]!, (string)step["from"]!, (string)step["given"]!, (string)document["raw"]!["kept"]!));
        Assert.Null(step["confidence"]);
    }

    [Fact]
    public async Task Explain_ValueLeftOutOnPurpose_SaysByWhichRule()
    {
        await _bench.RunFileAsync(keepRaw: true);
        _bench.Host.Write("in.jsonl", """{"job_id":"n4","job_title":"Cook","employer_name":"Confidential","job_description":"We cook."}""");
        await _bench.RunAsync("bakery.yaml");

        var field = (await _bench.ExplainAsync(_bench.Ids()["n4"], "hiring_organization.name"))["field"]!;

        Assert.Null(field["value"]);
        Assert.True((bool)field["same_today"]!);
        Assert.Equal(["Confidential", null], field["steps"]!.AsArray().Where(step => (string)step!["pointer"]! == "/hiring_organization/name").Select(step => (string?)step!["value"]));
        Assert.StartsWith("company.placeholder/", (string)field["steps"]!.AsArray()[^1]!["rule"]!, StringComparison.Ordinal);
        Assert.Contains((await _bench.ExplainAsync(_bench.Ids()["n4"]))["fields"]!.AsArray(), part => (string)part!["pointer"]! == "/hiring_organization/name");
    }

    [Fact]
    public async Task Explain_UndoDamaged_StillExplainsAndNamesTheRunByTime()
    {
        await _bench.RunFileAsync();
        using (var database = new LiteDB.LiteDatabase($"Filename={Path.Combine(_bench.WorkingDirectory, "data", "bakery.db")}"))
        {
            Assert.NotEqual(0, database.GetCollection("_jobpilot_undo_parts").DeleteAll());
        }

        var run = Assert.Single((await _bench.ExplainAsync(_bench.Ids()["n1"], "title"))["runs"]!.AsArray())!;

        Assert.Equal((null, true), ((string?)run["did"], (bool)run["retrieved"]!));
        Assert.Contains("litedb.undo_damaged", _bench.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_RunAgain_NamesBothRuns()
    {
        var path = await _bench.RunFileAsync();
        await _bench.RunAsync(path);

        var runs = (await _bench.ExplainAsync(_bench.Ids()["n3"]))["runs"]!.AsArray();

        Assert.Equal(["inserted", "found_unchanged"], runs.Select(run => (string)run!["did"]!));
        await _bench.Host.InvokeAsync("runs", "list", path, "--format", "json");
        Assert.Equal(runs.Select(run => (string)run!["run_id"]!).Reverse(), _bench.Host.Document("runs-list")["runs"]!.AsArray().Select(run => (string)run!["run_id"]!));
    }

    [Fact]
    public async Task Explain_OptionsChangedSince_SaysThatTheValueWouldBeAnother()
    {
        var path = await _bench.RunFileAsync(keepRaw: true);
        var id = _bench.Ids()["n1"];
        _bench.Host.Write(path, (await File.ReadAllTextAsync(Path.Combine(_bench.WorkingDirectory, path))).Replace("{ type: normalize_title }", "{ type: map, options: { fields: { title: \"'Loaf maker'\" } } }", StringComparison.Ordinal));

        var document = await _bench.ExplainAsync(id, "title");

        Assert.False((bool)document["field"]!["same_today"]!);
        Assert.Contains(document["field"]!["steps"]!.AsArray(), step => (string?)step!["component"] == "map" && step["rule"] is null && (string?)step["value"] == "Loaf maker");
        Assert.Equal("title.core/1", (string)document["field"]!["steps"]!.AsArray()[^1]!["rule"]!);
    }

    [Theory]
    [InlineData("https://brot.example/n1")]
    [InlineData("https://kornblume.example/jobs/4711")]
    public async Task Explain_Url_FindsTheListing(string url)
    {
        await _bench.RunFileAsync();

        Assert.Equal(_bench.Ids()["n1"], (string)(await _bench.ExplainAsync(url))["listing"]!["id"]!);
    }

    [Fact]
    public async Task Explain_MergedAway_ShowsTheRowThatStandsForIt()
    {
        await _bench.RunFileAsync();
        var merged = _bench.Ids()["merged into n1"];

        var listing = (await _bench.ExplainAsync(merged[..20], "title"))["listing"]!;

        Assert.Equal((merged, _bench.Ids()["n1"]), ((string)listing["id"]!, (string)listing["merged_into"]!));
    }

    [Fact]
    public async Task Explain_FieldOfAnotherPosting_NamesThatPosting()
    {
        await _bench.RunFileAsync(keepRaw: true);

        var document = await _bench.ExplainAsync(_bench.Ids()["n1"], "education");

        var step = Assert.Single(document["field"]!["steps"]!.AsArray())!;
        Assert.Equal(
            ("master", "deduplicate", "duplicates.merged/1", $"listing {_bench.Ids()["merged into n1"]}"),
            ((string)document["field"]!["value"]!, (string)step["component"]!, (string)step["rule"]!, (string)step["from"]!));
        Assert.Null(document["field"]!["same_today"]);
        Assert.Contains((await _bench.ExplainAsync(_bench.Ids()["n1"]))["fields"]!.AsArray(), field => (string)field!["pointer"]! == "/education");
    }

    [Fact]
    public async Task Explain_SeveralFit_IsRefusedAndNamesThem()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 40).Select(number => $$"""{"job_id":"{{number}}","job_title":"Baker {{number}}","job_description":"We bake."}"""));
        await _bench.RunFileAsync();
        _bench.Host.Write("in.jsonl", lines);
        await _bench.RunAsync("bakery.yaml");
        var shared = _bench.Ids().Values.GroupBy(id => id[0]).First(group => group.Count() > 1).Key;

        var (code, finding) = await _bench.RefusedAsync($"{shared}");

        Assert.Equal((ExitCode.Configuration, "explain.ambiguous"), (code, (string)finding["code"]!));
        Assert.Contains("Baker", (string)finding["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_NotFound_SaysWhereItLooked()
    {
        await _bench.RunFileAsync();
        _bench.Host.Write("pipelines/empty.yaml", (await File.ReadAllTextAsync(Path.Combine(_bench.WorkingDirectory, "bakery.yaml"))).Replace("bakery", "empty", StringComparison.Ordinal));
        _bench.Host.Write("pipelines/files.yaml", "version: 1\nname: files\ncollectors:\n  - { type: demo }\nsinks:\n  - { type: jsonl, options: { path: x.jsonl } }\n");
        _bench.Host.Write("pipelines/wrong.yaml", "version: 1\nname: wrong\ncollectors:\n  - { type: nothing_such }\nsinks:\n  - { type: jsonl, options: { path: x.jsonl } }\n");
        _bench.Host.Write("compose.yaml", "services: {}\n");

        var (code, finding) = await _bench.RefusedAsync("0000000000");

        Assert.Equal((ExitCode.Environment, "explain.no_such_listing"), (code, (string)finding["code"]!));
        var message = (string)finding["message"]!;
        Assert.All(["bakery.yaml: '0000000000' is not in ", "empty.db does not exist yet", "files.yaml: no sink of it can show its rows", "wrong.yaml: refused (plugin.missing)"], part => Assert.True(message.Contains(part, StringComparison.Ordinal), $"{part} is not in {message}"));
        Assert.DoesNotContain("compose", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_bench.WorkingDirectory, "data", "empty.db")));
    }

    [Fact]
    public async Task Explain_PipelineElsewhere_IsFoundByTheListOfRuns()
    {
        await _bench.RunFileAsync(folder: "far/away");

        var document = await _bench.ExplainAsync(_bench.Ids()["n1"]);

        Assert.Equal(Path.Combine("far", "away", "bakery.yaml"), (string)document["pipeline"]!["file"]!);
    }

    [Fact]
    public async Task Explain_InSeveralPipelines_TakesTheOneThatRanLast()
    {
        await _bench.RunFileAsync("second");
        await _bench.RunFileAsync("first");

        Assert.Equal("first", (string)(await _bench.ExplainAsync(_bench.Ids("second")["n1"]))["pipeline"]!["name"]!);
        Assert.Equal("second", (string)(await _bench.ExplainAsync(_bench.Ids("second")["n1"], "--pipeline", "second.yaml"))["pipeline"]!["name"]!);
    }

    [Fact]
    public async Task Explain_DatabaseInUse_LooksFurtherAndSaysSo()
    {
        await _bench.RunFileAsync("second");
        await _bench.RunFileAsync("first");
        await using var held = new FileStream(Path.Combine(_bench.WorkingDirectory, "data", "first.db.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("second", (string)(await _bench.ExplainAsync(_bench.Ids("second")["n1"]))["pipeline"]!["name"]!);
        Assert.Contains("litedb.locked first.yaml is passed over.", _bench.Host.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Environment, "litedb.locked"), await _bench.RefusedAsync("00", "--pipeline", "first.yaml") is var (code, finding) ? (code, (string)finding["code"]!) : default);
    }

    [Fact]
    public async Task Explain_WhereNoPipelineIs_SaysSo()
    {
        var (code, finding) = await _bench.RefusedAsync("abc");

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("no pipeline in this folder", (string)finding["message"]!, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench.WorkingDirectory));
    }

    [Theory]
    [InlineData(ExitCode.Environment, "explain.no_such_field", "seniority.level")]
    [InlineData(ExitCode.Environment, "explain.no_such_field", "skills[99]")]
    [InlineData(ExitCode.Configuration, "explain.field", "skills[")]
    [InlineData(ExitCode.Configuration, "explain.field", "a..b")]
    public async Task Explain_WrongField_IsRefused(int exitCode, string code, string field)
    {
        await _bench.RunFileAsync();

        var (found, finding) = await _bench.RefusedAsync(_bench.Ids()["n1"], field);

        Assert.Equal((exitCode, code), (found, (string)finding["code"]!));
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", " ")]
    [InlineData("explain", "duplicate", "a")]
    [InlineData("explain", "a", "b", "c")]
    public async Task Explain_WrongCommandLine_IsRefused(params string[] args) => Assert.Equal(ExitCode.Configuration, await _bench.Host.InvokeAsync(args));

    [Fact]
    public async Task Duplicate_OneGroup_NamesTheEvidence()
    {
        await _bench.RunFileAsync();
        var (row, merged) = (_bench.Ids()["n1"], _bench.Ids()["merged into n1"]);

        var document = await _bench.ExplainAsync("duplicate", row[..16], merged[..16]);

        Assert.True((bool)document["one_group"]!);
        Assert.Equal(("memory", row), ((string)document["second"]!["known_by"]!, (string)document["second"]!["merged_into"]!));
        var component = Assert.Single(document["components"]!.AsArray())!;
        Assert.Equal("same", (string)component["evidence"]!.AsArray().Single(evidence => (string)evidence!["name"]! == "opening")!["verdict"]!);
        Assert.StartsWith("m:", (string)Assert.Single(component["shared_keys"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicate_MergedAwayButLanded_ComparesTheValuesToo()
    {
        var (one, other) = (FakeJobs.Make(0), FakeJobs.Make(20)); // Of one employer.
        (one["job_title"], other["job_title"]) = ("Bicycle mechanic", "Bicycle Mechanic (m/f/d)");
        await using var server = new FakeJSearchServer([[one, other]]);
        await RunBoardAsync(server, 1);
        var (row, merged) = (_bench.Ids("board").Single(id => !id.Key.StartsWith("merged", StringComparison.Ordinal)).Value, _bench.Ids("board").Single(id => id.Key.StartsWith("merged", StringComparison.Ordinal)).Value);

        var document = await _bench.ExplainAsync("duplicate", merged, row);

        Assert.Equal("landing", (string)document["first"]!["known_by"]!);
        var opening = document["components"]![0]!["evidence"]!.AsArray().Single(evidence => (string)evidence!["name"]! == "opening")!;
        Assert.Equal("same", (string)opening["verdict"]!);
        Assert.All(opening["values"]!.AsArray(), value => Assert.Equal((string)value!["first"]!, (string)value["second"]!));
        Assert.True((bool)document["one_group"]!);
    }

    [Fact]
    public async Task Duplicate_KeptApart_NamesWhatDiffers()
    {
        await _bench.RunFileAsync();

        var document = await _bench.ExplainAsync("duplicate", _bench.Ids()["n1"], _bench.Ids()["n3"]);

        Assert.False((bool)document["one_group"]!);
        Assert.Contains("title 'baker senior' against 'baker'", (string)document["components"]![0]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicate_SameListingTwice_IsRefused()
    {
        await _bench.RunFileAsync();

        var (code, finding) = await _bench.RefusedAsync("duplicate", _bench.Ids()["n1"], "https://brot.example/n1");

        Assert.Equal((ExitCode.Configuration, "explain.same_listing"), (code, (string)finding["code"]!));
    }

    [Fact]
    public async Task Explain_Text_IsApproved()
    {
        await _bench.RunFileAsync(keepRaw: true);
        var (id, merged, other) = (_bench.Ids()["n1"], _bench.Ids()["merged into n1"], _bench.Ids()["n3"]);
        var text = new System.Text.StringBuilder();
        foreach (var args in (string[][])[[id], [id, "base_salary.annual_min"], [id, "skills"], [id, "locations[0].country"], [id, "hiring_organization"], [id, "duplicates"], ["duplicate", id, merged], ["duplicate", id, other]])
        {
            Assert.Equal(ExitCode.Done, await _bench.Host.InvokeAsync(["explain", .. args]));
            text.Append("$ explain ").AppendJoin(' ', args).Append('\n').Append(_bench.Host.Out).Append('\n');
        }

        Snapshot.Match(Times().Replace(Runs().Replace(_bench.Host.Masked(text.ToString()), "{run}"), "{time}"));
    }

    [Fact]
    public async Task Help_Explain_IsApproved()
    {
        Assert.Equal(ExitCode.Done, await _bench.Host.InvokeAsync("explain", "--help"));

        Snapshot.Match(_bench.Host.Out);
    }

    [Fact]
    public async Task Chain_InventedPostings_EveryStepOfEveryValueHasARule()
    {
        _bench.Host.Write("demo.yaml", $"version: 1\nname: demo\ncollectors:\n  - {{ type: demo, options: {{ records: 150, seed: 7 }} }}\n{ExplainBench.Processors("demo", keepRaw: true)}\n");
        await _bench.RunAsync("demo.yaml");
        var request = new HostRequest { Console = new HostConsole { Out = TextWriter.Null, Error = TextWriter.Null, WorkingDirectory = _bench.WorkingDirectory, HostDirectory = HostRun.BuiltHost } };
        var session = PipelineSession.Create(request);
        var loaded = session.Load("demo.yaml");
        await using var open = await OpenPipeline.OpenAsync(loaded, session, OpenPipeline.CreateRun(loaded.Definition!), PlanParts.Processors | PlanParts.Sinks, locked: false, lookOnly: true);
        var rows = await ((IRowReader)open.Plan!.Sinks[0].Sink).ReadRowsAsync(null, 1000, default);

        Assert.InRange(rows.Count, 100, 150);
        foreach (var row in rows)
        {
            var trace = RecordTrace.Run(open.Plan, RawRecord.Of(row)!, row.Key!, text => text, default);
            Assert.Null(trace.Ending);
            foreach (var (pointer, value) in Leaves("", row.Clone().Json))
            {
                Assert.True(FieldPointer.TryParse(pointer, out var field, out _));
                var steps = FieldChain.Of(field, row, open.Plan, trace);
                Assert.True(steps.Count > 0 && steps.All(step => step.Rule is not null), $"{pointer} = {value} of {row.Key}: {string.Join("; ", steps.Select(step => $"{step.Component} {step.Rule}"))}");
                Assert.True(JsonNode.DeepEquals(value, steps[^1].Value), $"{pointer} of {row.Key}: {value} and not {steps[^1].Value}");
            }
        }
    }

    private async Task RunBoardAsync(FakeJSearchServer server, int pages)
    {
        _bench.Host.Variables["KEY"] = FakeJSearchServer.RapidKey;
        _bench.Host.Write("board.yaml", $$"""
            version: 1
            name: board
            collectors:
              - { type: jsearch, options: { api_key: "${env:KEY}", base_url: "{{server.BaseUrl}}", cache_lifetime: 0s, searches: [{ query: bicycle mechanic, pages: {{pages}} }] } }
            {{ExplainBench.Processors("board", keepRaw: false)}}
            """);
        await _bench.RunAsync("board.yaml");
    }

    private static IEnumerable<(string Pointer, JsonNode Value)> Leaves(string pointer, JsonNode? node) => node switch
    {
        JsonObject fields => fields.Where(field => pointer.Length > 0 || !(field.Key is "raw" or "provenance" || field.Key.StartsWith('_'))).SelectMany(field => Leaves($"{pointer}/{field.Key}", field.Value)),
        JsonArray items => items.SelectMany((item, index) => Leaves($"{pointer}/{index}", item)),
        null => [],
        _ => [(pointer, node)],
    };

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")]
    private static partial Regex Runs();

    [GeneratedRegex("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")]
    private static partial Regex Times();
}
