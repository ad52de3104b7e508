using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;
using Json.Schema;

namespace JobPilot.Host.Tests.Pipelines;

/// <summary>The whole chain that is shipped, by the command line and the plugins of the built host.</summary>
public partial class ShippedChainTests
{
    private static readonly JsonSchema Listing = DocumentSchema.Read("job-listing.v1.schema.json");

    [Fact]
    public async Task Run_InventedPostings_BecomeTheseListings()
    {
        using var host = new HostRun();
        var totals = await RunAsync(host, ShippedChain.Pipeline(ShippedChain.Sample("postings.jsonl")));

        var rows = await ShippedChain.ReadRowsAsync(host);

        Assert.All(rows.Values, AssertSound);
        Assert.Equal(12, (int)totals["collected"]!);
        Snapshot.MatchJson(ShippedChain.Masked(rows.Values));
    }

    /// <summary>Each of the kinds of posting that were mended after real listings had been read by eye.</summary>
    [Fact]
    public async Task Run_KindsThatWereReadByEye_BecomeTheseListings()
    {
        using var host = new HostRun();
        var totals = await RunAsync(host, ShippedChain.Pipeline(ShippedChain.Sample("read-by-eye.jsonl")));

        var rows = await ShippedChain.ReadRowsAsync(host);

        Assert.All(rows.Values, AssertSound);
        Assert.Equal(12, (int)totals["written"]!);
        Snapshot.MatchJson(ShippedChain.Masked(rows.Values));
    }

    [Fact]
    public async Task Run_OtherBoardByAMappingFile_BecomesListings()
    {
        using var host = new HostRun();
        await RunAsync(host, ShippedChain.Pipeline(ShippedChain.Sample("clayboard.jsonl"), ShippedChain.Sample("clayboard.mapping.yaml")));

        var rows = await ShippedChain.ReadRowsAsync(host);

        Assert.All(rows.Values, AssertSound);
        Snapshot.MatchJson(ShippedChain.Masked(rows.Values));
    }

    [SkippableFact]
    public async Task Run_RecordedAnswers_AreSoundListings()
    {
        var folder = SharedData.Require("jsearch");
        using var host = new HostRun();
        var postings = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(PostingsOf).ToList();
        host.Write("in.jsonl", string.Join('\n', postings.Select(posting => posting.ToJsonString())));
        var totals = await RunAsync(host, ShippedChain.Pipeline("in.jsonl"));

        var rows = await ShippedChain.ReadRowsAsync(host);

        Assert.Equal(postings.Count, (int)totals["collected"]!);
        Assert.Equal(0, (int)totals["dead_lettered"]!);
        Assert.Equal(rows.Count, rows.Values.Select(row => (string)row["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.True(rows.Count > 20, $"{rows.Count} rows of {postings.Count} postings.");
        Assert.All(rows.Values, AssertSound);
    }

    [Fact]
    public async Task Plan_ShippedPipeline_IsApproved()
    {
        using var host = new HostRun();

        Assert.Equal(ExitCode.Done, await host.InvokeAsync("plan", HostRun.ShippedPipeline("jsearch.yaml")));

        Snapshot.Match(host.Masked(host.Out));
    }

    [Fact]
    public async Task Preview_ShippedPipeline_IsApproved()
    {
        using var host = new HostRun();

        var code = await host.InvokeAsync("preview", HostRun.ShippedPipeline("jsearch.yaml"), "-n", "2");

        Assert.True(code == ExitCode.Done, host.Error);
        Snapshot.Match(Retrieved().Replace(host.Masked(host.Out), "{time}"));
    }

    /// <summary>Runs a pipeline to its end; nothing may be lost.</summary>
    private static async Task<JsonObject> RunAsync(HostRun host, string pipeline)
    {
        var code = await host.InvokeAsync("run", host.Write("chain.yaml", pipeline), "--format", "json");
        Assert.True(code == ExitCode.Done, host.Error);
        var totals = host.Document("run")["totals"]!.AsObject();
        Assert.Equal(
            (int)totals["collected"]!,
            (int)totals["written"]! + (int)totals["duplicates"]! + (int)totals["dropped"]! + (int)totals["dead_lettered"]!); // Invariant 3
        return totals;
    }

    private static IEnumerable<JsonNode> PostingsOf(string path) => JsonNode.Parse(File.ReadAllText(path)) is JsonObject { } answer && answer["data"] is JsonArray data
        ? data.OfType<JsonObject>().Where(posting => posting.ContainsKey("job_id") && posting.ContainsKey("job_title"))
        : [];

    /// <summary>Valid by another validator than the pipeline's, its text free of markup, its pay plausible.</summary>
    private static void AssertSound(JsonObject row)
    {
        DocumentSchema.AssertValid(Listing, row);
        Assert.DoesNotMatch(Markup(), (string?)row["description"]?["text"] ?? "");
        if (row["base_salary"] is JsonObject salary && (double?)salary["annual_min"] is { } least)
        {
            Assert.InRange(least, 1_000, 2_000_000);
            Assert.True((double?)salary["annual_max"] is not { } most || (most >= least && most <= 5_000_000), salary.ToJsonString());
        }
    }

    [GeneratedRegex(@"</?(p|br|div|span|ul|li|b|i|strong|em|h[1-6]|script|style)\b[^<]*>|&(amp|nbsp|lt|gt|quot|#\d+);", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT[\d:.]+Z", RegexOptions.CultureInvariant)]
    private static partial Regex Retrieved();
}
