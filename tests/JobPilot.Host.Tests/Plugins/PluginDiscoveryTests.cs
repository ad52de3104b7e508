using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Host.Plugins;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

public sealed class PluginDiscoveryTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Discover_FolderPlugin_ReadsAllFromMetadataWithoutLoading()
    {
        _folder.Add("Acme.Good");

        var catalog = _folder.Discover();

        Snapshot.MatchJson(JsonNode.Parse(JsonSerializer.Serialize(catalog.Components).Replace(_folder.Root, "[plugins]", StringComparison.Ordinal)));
        Assert.Empty(catalog.Problems);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.Location.StartsWith(_folder.Root, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Discover_BarePlugin_LoadsWithDependenciesBesideIt()
    {
        _folder.AddBare("Acme.Good");
        _folder.AddBare("Acme.Native");

        var catalog = _folder.Discover();

        Assert.Empty(catalog.Problems);
        Assert.StartsWith("board acme 16.", await catalog.AskAsync("board"), StringComparison.Ordinal);
        Assert.Equal("native NativeOptions answered by native code", await catalog.AskAsync("native"));
    }

    [Fact]
    public void Discover_FoldersWithoutAssemblies_PassesOver()
    {
        Directory.CreateDirectory(_folder.PathOf("Acme.Sources", "bin", "Debug"));
        File.WriteAllText(_folder.PathOf("Acme.Sources", "Acme.Sources.csproj"), "<Project />");
        File.WriteAllText(_folder.PathOf("README.md"), "Plugins.");

        var catalog = _folder.Discover();

        Assert.Empty(catalog.Components);
        Assert.Empty(catalog.Problems);
    }

    [Fact]
    public void Discover_SameBuildTwice_TakesTheFirstSilently()
    {
        _folder.Add("Acme.Good");
        using var second = new PluginFolder();
        second.Add("Acme.Good");

        var catalog = PluginCatalog.Discover([_folder.Root, second.Root]);

        Assert.Equal(_folder.PathOf("Acme.Good", "Acme.Good.dll"), catalog.Find(ComponentKind.Collector, "board")!.AssemblyPath);
        Assert.Empty(catalog.Problems);
    }

    [Fact]
    public void Find_UnknownTypeOrOtherKind_ReturnsNull()
    {
        _folder.Add("Acme.Good");

        var catalog = _folder.Discover();

        Assert.Null(catalog.Find(ComponentKind.Collector, "nothing"));
        Assert.Null(catalog.Find(ComponentKind.Sink, "board"));
        Assert.NotNull(catalog.Find(ComponentKind.Processor, "shout"));
    }

    [Fact]
    public void Load_Twice_GivesTheSameTypes()
    {
        _folder.Add("Acme.Good");

        var catalog = _folder.Discover();
        var first = catalog.LoadComponent("board");

        Assert.Same(first.ComponentType, catalog.LoadComponent("board").ComponentType);
        Assert.Same(first.ComponentType!.Assembly, catalog.Load(catalog.Find(ComponentKind.Processor, "shout")!).ComponentType!.Assembly);
    }

    [Fact]
    public void Load_TwoPlugins_HaveContextsOfTheirOwn()
    {
        _folder.Add("Acme.Good");
        _folder.Add("Acme.Native");

        var catalog = _folder.Discover();
        var contexts = new[] { "board", "native" }
            .Select(type => System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(catalog.LoadComponent(type).ComponentType!.Assembly)).ToList();

        Assert.Equal(2, contexts.Distinct().Count());
        Assert.DoesNotContain(System.Runtime.Loader.AssemblyLoadContext.Default, contexts);
    }
}
