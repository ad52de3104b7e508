using JobPilot.Configuration;
using JobPilot.Host.Plugins;
using JobPilot.Testing;

namespace JobPilot.Host.Tests.Plugins;

internal static class PluginCatalogExtensions
{
    /// <summary>Loads a component that is installed.</summary>
    public static ComponentLoad LoadComponent(this PluginCatalog catalog, string type) =>
        catalog.Load(Assert.Single(catalog.Components, component => component.Type == type));

    /// <summary>Loads a collector, makes it with default options and asks for the id of its one split.</summary>
    public static async Task<string> AskAsync(this PluginCatalog catalog, string type)
    {
        var load = catalog.LoadComponent(type);
        Assert.Null(load.Problem);
        var (component, problem) = ComponentActivator.Create(
            load.ComponentType!, Activator.CreateInstance(load.OptionsType!)!, TestContext.Create(type));
        Assert.Null(problem);
        return Assert.Single(await Assert.IsAssignableFrom<ICollector>(component).PlanAsync(default)).Id;
    }
}
