using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

public class StandardOutputTests
{
    [Fact]
    public async Task Run_ConsoleSinkWithJson_StandardOutputHoldsTheDocumentAlone()
    {
        using var host = new HostRun();
        var path = host.Write("shown.yaml", """
            version: 1
            name: shown
            collectors:
              - { type: demo, options: { records: 10, seed: 1 } }
            sinks:
              - { type: console, options: { format: json } }
            """);
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", path, "--format", "json", "--quiet"])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var error = process.StandardError.ReadToEndAsync();
        var document = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!;
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal("stderr", (string)document["outputs"]![0]!["location"]!);
        Assert.Equal(10, (await error).Split('\n').Count(line => line.StartsWith('{')));
        Assert.Equal(10, (int)document["totals"]!["inserted"]!);
    }
}
