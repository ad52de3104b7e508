namespace JobPilot.Host.Tests.Commands;

/// <summary>A posting cannot say where something is written: templates of options see the run alone.</summary>
public sealed class PathTemplateTests
{
    [Theory]
    [InlineData("{{ record.title }}.jsonl")]
    [InlineData("out/{{ record['title'] }}.jsonl")]
    [InlineData("{{ for name in record }}{{ name }}{{ end }}.jsonl")]
    public async Task Run_PathFromARecord_SeesNoRecord(string path)
    {
        using var host = new HostRun();
        var pipeline = host.Write("path.yaml", $$"""
            version: 1
            name: path
            collectors:
              - { type: demo, options: { records: 1, seed: 1 } }
            sinks:
              - { type: jsonl, options: { path: "{{path}}" } }
            """);

        await host.InvokeAsync("run", pipeline);

        Assert.All(
            Directory.EnumerateFiles(host.WorkingDirectory, "*.jsonl", SearchOption.AllDirectories).Select(Path.GetFileName), name => Assert.Equal(".jsonl", name));
    }
}
