namespace JobPilot.Host.Tests.Commands;

/// <summary>A posting cannot say where something is written: templates of options see the run alone.</summary>
public sealed class PathTemplateTests
{
    [Theory]
    [InlineData("{{ record.title }}.jsonl")]
    [InlineData("out/{{ record['title'] }}.jsonl")]
    [InlineData("{{ for name in record }}{{ name }}{{ end }}.jsonl")]
    public async Task Validate_PathFromARecord_IsRefused(string path)
    {
        using var host = new HostRun();
        var pipeline = host.Write("path.yaml", $$"""
            version: 1
            name: path
            collectors:
              - { type: demo, options: { records: 1 } }
            sinks:
              - { type: jsonl, options: { path: "{{path}}" } }
            """);

        Assert.NotEqual(ExitCode.Done, await host.InvokeAsync("run", pipeline));
        Assert.Contains("record", host.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(host.WorkingDirectory, "*.jsonl", SearchOption.AllDirectories));
    }
}
