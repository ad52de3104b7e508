using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Tests;

namespace JobPilot.Configuration.Tests;

/// <summary>The reference of the YAML names what there is, and all of it.</summary>
public sealed class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot(), "pipelines", "README.md"));

    private static readonly JsonObject Properties = (JsonObject)SkeletonSchema.Read()["properties"]!;

    private static IEnumerable<string> Rows(string heading) =>
        Text.Split("\n## ").Single(section => section.StartsWith(heading + "\n", StringComparison.Ordinal)).Split('\n')
            .Select(line => Regex.Match(line, "^\\| `([^`]+)` \\|")).Where(match => match.Success).Select(match => match.Groups[1].Value);

    [Fact]
    public void Readme_Codes_AreThoseThatThereAre() => Assert.Equal(
        typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Rows("Codes of findings").Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_Settings_AreThoseThatThereAre() => Assert.Equal(
        Properties["settings"]!["properties"]!.AsObject().Select(setting => setting.Key).Except([SettingsSection.TimeoutAlias]),
        Rows("Settings"));

    [Fact]
    public void Readme_Defaults_AreThoseOfTheClass()
    {
        var defaults = OptionsTable.Rows(typeof(PipelineSettings)).ToDictionary(row => row.Name, row => row.Default);

        Assert.All(defaults.Where(row => row.Value.Length > 0), row => Assert.Contains($"| `{row.Key}` | `{row.Value}` |", Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_Sections_AreThoseThatThereAre() => Assert.Equal(
        Properties.Select(property => property.Key).Order(StringComparer.Ordinal),
        Rows("Sections").TakeWhile(name => name != "x-...").Order(StringComparer.Ordinal));

    [Fact]
    public void Skeleton_Defaults_AreThoseOfTheSettings()
    {
        var written = OptionJson.Write(OptionsModel.For(typeof(PipelineSettings)), new PipelineSettings());

        foreach (var (key, schema) in Properties["settings"]!["properties"]!.AsObject())
        {
            if (key != SettingsSection.TimeoutAlias && schema!["default"] is { } value)
            {
                Assert.Equal(written[key]!.ToJsonString(), value.ToJsonString());
            }
        }
    }
}
