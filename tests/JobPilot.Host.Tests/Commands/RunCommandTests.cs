using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

public class RunCommandTests
{
    private const string Small = """
        version: 1
        name: small
        collectors:
          - { type: demo, options: { records: 60, seed: 1 } }
        processors:
          - { type: map_job }
          - { type: clean_text }
          - { type: deduplicate }
        sinks:
          - { type: litedb, options: { path: data/small.db } }
          - { type: jsonl, options: { path: data/small.jsonl } }
        """;

    [Fact]
    public async Task Run_BarePath_RunsShippedPipelineOnItsFallback()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync(HostRun.ShippedPipeline("jsearch.yaml"), "--format", "json", "--no-progress");

        Assert.True(code == ExitCode.Done, host.Error);
        var document = host.Document("run");
        var totals = document["totals"]!;
        Assert.Equal(200, (int)totals["collected"]!);
        Assert.Equal(200, (int)totals["written"]! + (int)totals["duplicates"]! + (int)totals["dropped"]! + (int)totals["dead_lettered"]!); // Invariant 3
        Assert.True((int)totals["written"]! > 100);
        var fallback = Assert.Single(document["fallbacks"]!.AsArray());
        Assert.True((bool)fallback!["used"]!);
        Assert.Single(host.Error.Split('\n'), line => line.Contains("warning", StringComparison.Ordinal) && line.Contains("RAPIDAPI_KEY", StringComparison.Ordinal));
        Assert.Equal(Path.Combine(host.WorkingDirectory, "data", "jobs.db"), (string)document["outputs"]![0]!["location"]!);
        Assert.True(File.Exists(Path.Combine(host.WorkingDirectory, "data", "jobs.db")));
    }

    [Fact]
    public async Task Run_Twice_SecondRunChangesNothing()
    {
        using var host = new HostRun();
        var path = host.Write("small.yaml", Small);
        await host.InvokeAsync("run", path, "--format", "json");
        var first = host.Document("run")["totals"]!;

        var code = await host.InvokeAsync("run", path, "--format", "json");

        Assert.True(code == ExitCode.Done, host.Error);
        var second = host.Document("run")["totals"]!;
        Assert.Equal((int)first["written"]!, (int)second["written"]!);
        Assert.Equal(0, (int)second["inserted"]! + (int)second["deleted"]!);
        Assert.Equal((int)first["inserted"]! - (int)first["deleted"]!, (int)second["unchanged"]! + (int)second["updated"]!);
    }

    [Fact]
    public async Task Run_StateFolderLost_DuplicatesAreStillKnown()
    {
        using var host = new HostRun();
        var path = host.Write("small.yaml", Small);
        await host.InvokeAsync("run", path, "--format", "json");
        var rows = Rows(host.Document("run"));
        Directory.Delete(Path.Combine(host.WorkingDirectory, ".jobpilot"), recursive: true);

        var code = await host.InvokeAsync("run", path, "--format", "json");

        Assert.True(code == ExitCode.Done, host.Error);
        var totals = host.Document("run")["totals"]!;
        Assert.Equal(0, (int)totals["inserted"]! - (int)totals["deleted"]!);
        Assert.True(rows > 0);
    }

    [Fact]
    public async Task Run_DuplicateInALaterRun_IsKnownAlsoAfterARebuild()
    {
        const string Posting = """{"job_id":"ID","job_title":"Nurse","employer_name":"Acme Clinics","job_city":"Leeds","job_country":"GB","job_publisher":"ID board","job_apply_link":"https://ID.example/1","job_description":"Care for patients on our wards."}""";
        using var host = new HostRun();
        var path = host.Write("later.yaml", """
            version: 1
            name: later
            collectors: [{ type: jsonl, options: { path: in.jsonl, key: job_id } }]
            processors: [{ type: map_job }, { type: deduplicate }]
            sinks: [{ type: litedb, options: { path: later.db } }]
            """);
        host.Write("in.jsonl", Posting.Replace("ID", "one", StringComparison.Ordinal) + "\n");
        await host.InvokeAsync("run", path, "--format", "json");
        host.Write("in.jsonl", Posting.Replace("ID", "two", StringComparison.Ordinal) + "\n");
        await host.InvokeAsync("run", path, "--format", "json");
        var second = (int)host.Document("run")["totals"]!["duplicates"]!;

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("state", "rebuild", path, "--format", "json"));
        Assert.True((bool)host.Document("state-rebuild")["rebuilt"]!);
        host.Write("in.jsonl", Posting.Replace("ID", "three", StringComparison.Ordinal) + "\n");
        await host.InvokeAsync("run", path, "--format", "json");

        Assert.Equal((1, 1), (second, (int)host.Document("run")["totals"]!["duplicates"]!));
    }

    [Fact]
    public async Task Run_Text_SummaryAddsUpAndSaysWhereEverythingIs()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("run", host.Write("small.yaml", Small), "--no-progress", "--limit", "20");

        Assert.True(code == ExitCode.Done, host.Error);
        Assert.Contains("20 collected = ", host.Out, StringComparison.Ordinal);
        Assert.Contains($"litedb        {host.WorkingDirectory}/data/small.db", host.Out, StringComparison.Ordinal);
        Assert.Contains($"dead letters  {host.WorkingDirectory}/.jobpilot/dead-letters/small.jsonl", host.Out, StringComparison.Ordinal);
        Assert.Contains("log ", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PluginsGone_ExitsWith3()
    {
        using var host = new HostRun();
        host.HostDirectory = host.WorkingDirectory;

        var code = await host.InvokeAsync("run", host.Write("small.yaml", Small));

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("plugin.missing", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FileMissing_ExitsWith3AndNamesIt()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("run", "nowhere.yaml");

        Assert.Equal(ExitCode.Environment, code);
        Assert.Contains("nowhere.yaml", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SinkCannotBeOpened_FailsWithMendAndNoTrace() // Invariant 8
    {
        using var host = new HostRun();
        host.Write("data/small.db", "this is no database, but somebody's notes");

        var code = await host.InvokeAsync("run", host.Write("small.yaml", Small), "--format", "json");

        Assert.Equal(ExitCode.Environment, code);
        var diagnostic = host.Document("run")["diagnostics"]![0]!;
        Assert.StartsWith("litedb.", (string)diagnostic["code"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
        Assert.Equal("this is no database, but somebody's notes", await File.ReadAllTextAsync(Path.Combine(host.WorkingDirectory, "data", "small.db")));
    }

    [Fact]
    public async Task Run_SecretEverywhere_IsShownNowhere() // Invariant 9
    {
        using var host = new HostRun();
        host.Variables["RAPIDAPI_KEY"] = "planted-key-0123456789abcdef";
        host.Variables["LOG_LEVEL"] = "debug";
        var pipeline = HostRun.ShippedPipeline("jsearch.yaml");

        await host.InvokeAsync("run", pipeline, "--format", "json", "--set", "collectors[0].options.base_url=http://127.0.0.1:9", "--set", "collectors[0].options.max_retries=0", "--log-file", "etl.log");
        var told = host.Out + host.Error;
        await host.InvokeAsync("plan", pipeline);
        told += host.Out + host.Error;

        Assert.DoesNotContain("planted-key", told, StringComparison.Ordinal);
        Assert.Contains("***", told, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(host.WorkingDirectory, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.False(bytes.AsSpan().IndexOf("planted-key"u8) >= 0, file);
        }
    }

    [Fact]
    public async Task Run_DemoRecords_AreMarkedInEveryRow() // Invariant 10
    {
        using var host = new HostRun();

        await host.InvokeAsync("run", host.Write("small.yaml", Small));

        var rows = (await File.ReadAllLinesAsync(Path.Combine(host.WorkingDirectory, "data", "small.jsonl"))).Select(line => JsonNode.Parse(line)!)
            .Where(row => row["source"] is not null).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True((bool)row["source"]!["demo"]!));
    }

    private static int Rows(JsonObject document) => (int)document["totals"]!["inserted"]! - (int)document["totals"]!["deleted"]!;
}
