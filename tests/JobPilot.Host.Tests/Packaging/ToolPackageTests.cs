using System.IO.Compression;
using System.Reflection.PortableExecutable;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Packaging;

/// <summary>The tool by the commands of README, from a copy of the sources: what is packed is built for its platform, beside what these tests run.</summary>
[Collection(nameof(PackagingCollection))]
public sealed class ToolPackageTests : IDisposable
{
    // Only ever in the feed of this test; a number of its own keeps it from being taken out of a cache.
    private const string Version = "1.0.65001";

    private static readonly string[] NotCopied = [".git", "bin", "obj", "tests", "artifacts", "data", ".jobpilot"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly string _root = Directory.CreateTempSubdirectory("jobpilot-tool-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Pack_InstalledAsTool_IsCompiledAheadAndRunsTheShippedDemoPipeline()
    {
        var (sources, feed, tools) = (Path.Combine(_root, "sources"), Path.Combine(_root, "feed"), Path.Combine(_root, "tools"));
        Copy(SharedData.RepositoryRoot(), sources);
        await DotnetCommand.RunAsync(sources, Limit, "pack", "src/JobPilot.Host", "-o", feed, $"-p:PackageVersion={Version}");

        await DotnetCommand.RunAsync(_root, "tool", "install", "JobPilot.Host", "--tool-path", tools, "--version", Version, "--source", feed);

        string[] own = ["JobPilot.Engine.dll", "JobPilot.Plugins.Jobs.dll", "jobpilot-host.dll"];
        Assert.Equal(own, own.Where(assembly => IsCompiledAhead(Directory.GetFiles(tools, assembly, SearchOption.AllDirectories).Single())));
        AssertPortable(Path.Combine(feed, $"JobPilot.Host.any.{Version}.nupkg"), own);
        using var process = new HostProcess(PublishedHost.CommandIn(tools));
        await process.RunDemoAsync();
    }

    /// <summary>For all other platforms: what that package holds runs on each of them.</summary>
    private static void AssertPortable(string package, string[] assemblies)
    {
        using var archive = ZipFile.OpenRead(package);
        foreach (var assembly in assemblies)
        {
            using var entry = Assert.Single(archive.Entries, entry => entry.Name == assembly).Open();
            using var content = new MemoryStream();
            entry.CopyTo(content);
            content.Position = 0;
            Assert.False(IsCompiledAhead(content), assembly);
        }
    }

    private static bool IsCompiledAhead(string assembly) => IsCompiledAhead(File.OpenRead(assembly));

    private static bool IsCompiledAhead(Stream assembly)
    {
        using var reader = new PEReader(assembly);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(source).Where(folder => !NotCopied.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }
}
