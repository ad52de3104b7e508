using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using JobPilot.Host.Plugins;

namespace JobPilot.Host.Tests.Plugins;

public sealed class PluginCodesTests
{
    [Fact]
    public void Readme_Table_NamesEveryCodeAndNoOther()
    {
        var codes = typeof(PluginCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var readme = File.ReadAllText(Path.Combine(PluginsDirectory(), "README.md"));
        var named = Regex.Matches(readme, "`(plugin\\.[a-z_]+)`").Select(match => match.Groups[1].Value);

        Assert.Equal(codes.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    private static string PluginsDirectory([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "plugins"));
}
