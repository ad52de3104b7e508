using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Editor;

/// <summary>What an author sees in an editor: the language server with the committed schema. Needs `npm ci` in this folder, which the gate does.</summary>
public class EditorTests
{
    private const string Head = "# yaml-language-server: $schema={schema}\nversion: 1\nname: x\n";

    public static TheoryData<string> ShippedPipelines => VerbTests.ShippedPipelines;

    [SkippableTheory]
    [MemberData(nameof(ShippedPipelines))]
    public async Task ShippedPipeline_InAnEditor_HasNoDiagnostics(string name)
    {
        var shown = await ProbeAsync(HostRun.ShippedPipeline(name));

        Assert.Empty(shown["diagnostics"]!.AsArray().Select(one => one!.ToJsonString()));
    }

    [SkippableFact]
    public async Task UnknownOption_InAnEditor_IsMarkedOnItsLine()
    {
        var shown = await ShowAsync("collectors:\n  - type: demo\n    options:\n      recrods: 5\nsinks:\n  - type: console\n");

        var diagnostic = Assert.Single(shown["diagnostics"]!.AsArray());
        Assert.Equal(6, (int)diagnostic!["line"]!);
        Assert.Contains("recrods", (string)diagnostic["message"]!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task OptionName_InAnEditor_IsCompleted()
    {
        var shown = await ShowAsync("collectors:\n  - type: demo\n    options:\n      \nsinks:\n  - type: console\n", line: 6, character: 6);

        Assert.Contains("records", shown["completions"]!.AsArray().Select(label => (string)label!));
        Assert.Contains("seed", shown["completions"]!.AsArray().Select(label => (string)label!));
        Assert.DoesNotContain("searches", shown["completions"]!.AsArray().Select(label => (string)label!));
    }

    [SkippableFact]
    public async Task TypeName_InAnEditor_IsCompleted()
    {
        var shown = await ShowAsync("collectors:\n  - type: \nsinks:\n  - type: console\n", line: 4, character: 10);

        var labels = shown["completions"]!.AsArray().Select(label => (string)label!).ToList();
        Assert.Contains("jsearch", labels);
        Assert.DoesNotContain("litedb", labels);
    }

    private static async Task<JsonObject> ShowAsync(string body, int? line = null, int? character = null)
    {
        using var host = new HostRun();
        var schema = Path.Combine(SharedData.RepositoryRoot(), "schema", "pipeline.v1.schema.json");
        return await ProbeAsync(host.Write("pipeline.yaml", Head.Replace("{schema}", schema, StringComparison.Ordinal) + body), $"{line}", $"{character}");
    }

    private static async Task<JsonObject> ProbeAsync(string file, params string[] position)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "yaml-language-server")))
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null or "", $"CI has not run `npm ci` in {folder}.");
            Skip.If(true, "skipped: run `npm ci` in tests/JobPilot.Host.Tests/Editor first.");
        }

        using var process = Process.Start(new ProcessStartInfo("node", ["probe.mjs", file, .. position.Where(part => part.Length > 0)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return JsonNode.Parse(output)!.AsObject();
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
