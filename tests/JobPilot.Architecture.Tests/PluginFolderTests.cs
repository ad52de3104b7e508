namespace JobPilot.Architecture.Tests;

public class PluginFolderTests
{
    public static TheoryData<string> Folders => [.. Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "plugins")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

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
    [MemberData(nameof(Folders))]
    public void Plugin_DerivesAConformanceSuite(string name)
    {
        var tests = Path.Combine(Checkout.Root, "tests", $"{name}.Tests");

        Assert.Contains(
            Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories),
            path => File.ReadAllText(path).Contains("Conformance", StringComparison.Ordinal));
    }
}
