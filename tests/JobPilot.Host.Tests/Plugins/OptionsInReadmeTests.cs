using System.Text;
using JobPilot.Configuration;
using JobPilot.Host.Plugins;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

/// <summary>
/// The options of every shipped component stand in its plugin's README as the program itself writes them: name, type, default, what is allowed, description.
/// UPDATE_SNAPSHOTS=1 writes the tables anew.
/// </summary>
public class OptionsInReadmeTests
{
    private const string End = "<!-- end of options -->";

    public static TheoryData<string> Components => [.. Catalog().Components.Select(component => $"{component.Kind} {component.Type}".ToLowerInvariant()).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Components))]
    public void Readme_OfAShippedPlugin_HoldsTheOptionsTable(string component)
    {
        var catalog = Catalog();
        var descriptor = catalog.Components.Single(one => $"{one.Kind} {one.Type}".ToLowerInvariant() == component);
        var options = catalog.Load(descriptor).OptionsType!;
        var expected = OptionsTable.Rows(options).Count == 0 ? "It has no options." : OptionsTable.Markdown(options).Trim();
        var path = Path.Combine(SharedData.RepositoryRoot(), "plugins", descriptor.AssemblyName, "README.md");
        var readme = File.ReadAllText(path);
        var begin = $"<!-- options of the {component} -->";
        var from = readme.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{path} lacks {begin} and {End}.");
        from += begin.Length;
        var to = readme.IndexOf(End, from, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") is null or "")
        {
            File.WriteAllText(path, $"{readme[..from]}\n{expected}\n{readme[to..]}", new UTF8Encoding(false));
            return;
        }

        Assert.Equal(expected, readme[from..to].Trim().ReplaceLineEndings("\n"));
    }

    private static PluginCatalog Catalog() => PluginCatalog.Discover([Path.Combine(HostRun.BuiltHost, "plugins")]);
}
