using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Packaging;

/// <summary>Calls a packaged host as its user does: a process of its own, in a folder that has nothing to do with it.</summary>
internal sealed class HostProcess(string command) : IDisposable
{
    public string WorkingDirectory { get; } = Directory.CreateTempSubdirectory("jobpilot-elsewhere-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(WorkingDirectory, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a pipeline that must succeed, and returns its document.</summary>
    public async Task<JsonObject> RunPipelineAsync(string pipeline)
    {
        var start = new ProcessStartInfo(command, ["run", pipeline, "--format", "json", "--no-progress"])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("JOBPILOT_PLUGINS");
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == ExitCode.Done, $"{command} ended with {process.ExitCode}:\n{await errors}");
            var document = JsonNode.Parse(await output)!.AsObject();
            DocumentSchema.AssertValid("run", document);
            return document;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs a copy of the shipped demo pipeline, and checks that it did all its work here.</summary>
    public async Task RunDemoAsync()
    {
        var document = await RunPipelineAsync(Write("copy.yaml", await File.ReadAllTextAsync(HostRun.ShippedPipeline("demo.yaml"))));

        Assert.Equal("succeeded", (string)document["outcome"]!);
        Assert.Equal(500, (int)document["totals"]!["collected"]!);
        Assert.Equal(Path.Combine(WorkingDirectory, "data", "demo.db"), (string)document["outputs"]![0]!["location"]!);
        Assert.True(new FileInfo(Path.Combine(WorkingDirectory, "data", "demo.db")).Length > 0);
    }

    public void Dispose() => Directory.Delete(WorkingDirectory, recursive: true);
}
