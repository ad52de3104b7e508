using JobPilot.Host.Plugins;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

public sealed class ComponentActivatorTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public ComponentActivatorTests() => _folder.Add("Acme.Throwing");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("throwing")]
    [InlineData("faulting")]
    [InlineData("static_throwing")]
    public void Create_ConstructorThrows_ReturnsItsReason(string type)
    {
        var load = _folder.Discover().LoadComponent(type);
        Assert.Null(load.Problem);

        var (component, problem) = ComponentActivator.Create(
            load.ComponentType!, Activator.CreateInstance(load.OptionsType!)!, TestContext.Create("my_board"));

        Assert.Null(component);
        Snapshot.Match(_folder.Mask(problem), type);
    }
}
