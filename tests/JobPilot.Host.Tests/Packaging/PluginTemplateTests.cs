using System.Runtime.CompilerServices;
using JobPilot.Configuration;
using JobPilot.Host.Plugins;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Packaging;

/// <summary>The whole way of a plugin's author: packages, template, build, tests, dropping the output in.</summary>
[Collection(nameof(PackagingCollection))]
public sealed class PluginTemplateTests : IDisposable
{
    // Only ever in the feed of one test; a number of its own keeps it from being taken out of a cache.
    private const string Version = "1.0.65000";

    private readonly string _root = Directory.CreateTempSubdirectory("jobpilot-template-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Template_NameWithDots_BuildsPassesConformanceAndIsFoundWhenDroppedIn()
    {
        var (hive, work) = (Path.Combine(_root, "hive"), Path.Combine(_root, "work"));
        var feed = await PackAsync();
        WriteNugetConfig(feed);
        Directory.CreateDirectory(work);

        await DotnetCommand.RunAsync(
            work, "new", "install", Path.Combine(feed, $"JobPilot.Templates.{Version}.nupkg"), "--debug:custom-hive", hive);
        await DotnetCommand.RunAsync(work, "new", "jobpilot-plugin", "-n", "Outside.JobBoard-2", "--debug:custom-hive", hive);
        var project = Path.Combine(work, "Outside.JobBoard-2");
        var tests = await DotnetCommand.RunAsync(project, "test", "-p:TreatWarningsAsErrors=true");

        Assert.Matches(@"Passed!\s+- Failed:\s+0, Passed:\s+1[0-9]", tests);
        Snapshot.Match(string.Join("\n", Files(project)));
        AssertFound(Path.Combine(project, "src", "Outside.JobBoard-2", "bin", "Debug", "net10.0"));
    }

    private static IEnumerable<string> Files(string project) => Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(project, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private void AssertFound(string output)
    {
        var dropped = Path.Combine(_root, "plugins", "Outside.JobBoard-2");
        Directory.CreateDirectory(dropped);
        foreach (var file in Directory.EnumerateFiles(output))
        {
            File.Copy(file, Path.Combine(dropped, Path.GetFileName(file)));
        }

        foreach (var directory in new[] { Path.Combine(_root, "plugins"), output })
        {
            var catalog = PluginCatalog.Discover([directory]);
            var descriptor = catalog.Find(ComponentKind.Collector, "outside_job_board_2");

            Assert.Empty(catalog.Problems);
            Assert.NotNull(descriptor);
            Assert.Equal("0.1.0", descriptor.Version);
            Assert.Equal("OutsideJobBoard2Options", catalog.Load(descriptor).OptionsType?.Name);
        }
    }

    private async Task<string> PackAsync()
    {
        var feed = Directory.CreateDirectory(Path.Combine(_root, "feed")).FullName;
        foreach (var project in new[] { "JobPilot.Abstractions", "JobPilot.Testing", "JobPilot.Templates" })
        {
            // Built already, in the configuration of this test, by its own build.
            await DotnetCommand.RunAsync(
                Path.Combine(SourceDirectory(), project), "pack", "--no-build", "-c", Configuration, "-o", feed, $"-p:PackageVersion={Version}");
        }

        return feed;
    }

    private static string SourceDirectory([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src"));

    private static string Configuration =>
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>Adds the feed to the user's own sources; what is restored for the test goes into its folder, on top of what the machine has.</summary>
    private void WriteNugetConfig(string feed)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(_root, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_root, "packages")}" />
              </config>
              <packageSources>
                <add key="feed" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{packages}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }
}
