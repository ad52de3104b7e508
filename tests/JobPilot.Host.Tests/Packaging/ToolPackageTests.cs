namespace JobPilot.Host.Tests.Packaging;

[Collection(nameof(PackagingCollection))]
public sealed class ToolPackageTests : IDisposable
{
    // Only ever in the feed of this test; a number of its own keeps it from being taken out of a cache.
    private const string Version = "1.0.65001";

    private readonly string _root = Directory.CreateTempSubdirectory("jobpilot-tool-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Pack_InstalledAsTool_RunsTheShippedDemoPipeline()
    {
        var (feed, tools) = (Path.Combine(_root, "feed"), Path.Combine(_root, "tools"));
        await HostProject.RunAsync("pack", feed, $"-p:PackageVersion={Version}");

        await DotnetCommand.RunAsync(_root, "tool", "install", "JobPilot.Host", "--tool-path", tools, "--version", Version, "--source", feed);

        using var process = new HostProcess(PublishedHost.CommandIn(tools));
        await process.RunDemoAsync();
    }
}
