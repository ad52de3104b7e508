using JobPilot.Configuration;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

public sealed class ComponentShapeTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public ComponentShapeTests() => _folder.Add("Acme.Misshapen");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_MisshapenComponents_EachIsRefusedAndTheWellShapedOneWorks()
    {
        var catalog = _folder.Discover();

        Assert.Equal("Acme.Misshapen.GoodOptions well_shaped", await catalog.AskAsync("well_shaped"));
        var refused = catalog.Components.Where(component => component.Type != "well_shaped").ToList();
        Assert.All(refused, component => Assert.Null(catalog.Load(component).ComponentType));
        Snapshot.Match(string.Join("\n", refused.Select(component => $"{component.Type}: {_folder.Mask(catalog.Load(component).Problem)}")));
    }

    [Fact]
    public void Problems_MisshapenComponents_ListsWhatMetadataShows()
    {
        Snapshot.Match(_folder.Mask(_folder.Discover().Problems));
    }

    [Fact]
    public void Load_DescriptorOfAnotherCatalog_Throws()
    {
        var descriptor = new ComponentDescriptor
        {
            Kind = ComponentKind.Sink,
            Type = "elsewhere",
            AssemblyName = "Elsewhere",
            AssemblyPath = "/elsewhere.dll",
            Version = "1.0.0",
            ContractVersion = "1.0",
            TypeName = "Elsewhere",
        };

        Assert.Throws<ArgumentException>(() => _folder.Discover().Load(descriptor));
    }
}
