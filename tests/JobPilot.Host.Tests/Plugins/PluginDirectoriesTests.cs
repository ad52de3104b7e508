using JobPilot.Host.Plugins;

namespace JobPilot.Host.Tests.Plugins;

public sealed class PluginDirectoriesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jobpilot-directories-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Resolve_AllSources_ListsInOrderOfPrecedence()
    {
        Directory.CreateDirectory(Path.Combine(_root, "host", "plugins"));
        Directory.CreateDirectory(Path.Combine(_root, "work", "plugins"));

        var found = PluginDirectories.Resolve(
            Path.Combine(_root, "host"), ["named", "/absolute/"], $"one{Path.PathSeparator}{Path.PathSeparator} two", Path.Combine(_root, "work"));

        Assert.Equal(
            [
                Path.Combine(_root, "host", "plugins"),
                Path.Combine(_root, "work", "named"),
                "/absolute",
                Path.Combine(_root, "work", "one"),
                Path.Combine(_root, "work", "two"),
                Path.Combine(_root, "work", "plugins"),
            ],
            found);
    }

    [Fact]
    public void Resolve_NothingThere_ListsNothing() => Assert.Empty(PluginDirectories.Resolve(_root, [], null, _root));

    [Fact]
    public void Resolve_SameDirectoryTwice_ListsItOnce()
    {
        Directory.CreateDirectory(Path.Combine(_root, "plugins"));

        Assert.Single(PluginDirectories.Resolve(_root, ["plugins/", "./plugins"], null, _root));
    }

    [Fact]
    public void Discover_NamedDirectoryMissing_GetsANote()
    {
        var catalog = PluginCatalog.Discover([Path.Combine(_root, "nowhere")]);

        var problem = Assert.Single(catalog.Problems);
        Assert.Equal(PluginCodes.DirectoryMissing, problem.Code);
        Assert.Contains(Path.Combine(_root, "nowhere"), problem.Message, StringComparison.Ordinal);
    }
}
