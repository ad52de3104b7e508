namespace JobPilot.Host.Tests.Packaging;

[Collection(nameof(PackagingCollection))]
public sealed class PublishedHostTests(PublishedHost host) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobpilot-dropped-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Publish_ShippedDemoPipeline_RunsFromAnyWorkingDirectory()
    {
        using var process = new HostProcess(PublishedHost.CommandIn(host.Folder));

        await process.RunDemoAsync();

        Assert.Equal(
            ["Demo", "Files", "JSearch", "Jobs", "LiteDb", "Transforms"],
            Directory.EnumerateDirectories(Path.Combine(host.Folder, "plugins")).Select(path => Path.GetExtension(path)[1..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Acme.Good")]
    [InlineData("")]
    public async Task Publish_OutsidePluginDroppedInAsFolderOrBare_RunsItsComponents(string folder)
    {
        var copy = host.CopyTo(Path.Combine(_folder, "host"));
        var plugins = Directory.CreateDirectory(Path.Combine(copy, "plugins", folder)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "test-plugins", "Acme.Good")))
        {
            File.Copy(file, Path.Combine(plugins, Path.GetFileName(file)));
        }

        using var process = new HostProcess(PublishedHost.CommandIn(copy));
        var document = await process.RunPipelineAsync(process.Write("mixed.yaml", """
            version: 1
            name: mixed
            collectors:
              - { type: demo, options: { records: 3 } }
              - { type: board, options: { name: ours } }
            processors:
              - { type: map_job }
              - { type: shout, options: { name: loud } }
            sinks:
              - { type: jsonl, options: { path: mixed.jsonl } }
            """));

        Assert.Equal("succeeded", (string)document["outcome"]!);
        Assert.Equal(3, File.ReadLines(Path.Combine(process.WorkingDirectory, "mixed.jsonl")).Count());
        Assert.Equal(3, (int)Assert.Single(document["components"]!.AsArray(), component => (string?)component!["id"] == "shout")!["out"]!);
    }
}
