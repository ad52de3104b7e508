namespace JobPilot.Architecture.Tests;

public class PluginFolderTests
{
    public static TheoryData<string> Folders => [.. Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "plugins")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Components
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var component in ShippedComponent.All)
            {
                data.Add(component.Plugin, component.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void PluginFolder_HasTheShape(string name)
    {
        var folder = Path.Combine(Checkout.Root, "plugins", name);
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();

        Assert.True(File.Exists(Path.Combine(folder, $"{name}.csproj")), "its project has the folder's name");
        Assert.True(File.Exists(Path.Combine(folder, "README.md")), "it has a README");
        Assert.Contains(sources, text => text.Contains("[assembly: JobPilotPlugin(", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_HasAConformanceClassThatNamesIt(string plugin, string component)
    {
        var suites = ShippedComponent.Find(plugin, component).Suites;
        var classes = ConformanceClass.Of(plugin);

        Assert.All(suites, suite => Assert.True(
            classes.Any(found => found.Derives(suite) && found.Names(component)),
            $"No class of tests/{plugin}.Tests derives {suite} and makes a {component}."));
    }

    [Fact]
    public void Components_AllFolders_AreFound() => Assert.True(Components.Count >= 20, $"{Components.Count} components are found.");
}
