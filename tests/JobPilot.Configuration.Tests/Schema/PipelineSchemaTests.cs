using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Tests;
using Json.Schema;

namespace JobPilot.Configuration.Tests.Schema;

public sealed class PipelineSchemaTests
{
    private static readonly ComposedSchema Composed = PipelineSchema.Compose(new FakeCatalog());

    private static readonly Lazy<JsonSchema> Editor = new(() => JsonSchema.FromText(Composed.ToText()));

    private static readonly HashSet<string> OfSchema =
    [
        ErrorCodes.PipelineUnknownKey, ErrorCodes.PipelineMissingKey, ErrorCodes.PipelineWrongType, ErrorCodes.PipelineNotAllowed,
        ErrorCodes.PipelineOutOfRange, ErrorCodes.PipelinePattern, ErrorCodes.PipelineLength, ErrorCodes.OptionUnknown, ErrorCodes.OptionMissing,
        ErrorCodes.OptionWrongType, ErrorCodes.OptionNotAllowed, ErrorCodes.OptionOutOfRange, ErrorCodes.OptionPattern, ErrorCodes.OptionLength,
        ErrorCodes.OptionNotUnique, ErrorCodes.ComponentUnknownType, ErrorCodes.PluginMissing, ErrorCodes.ComponentNestedFallback,
    ];

    public static TheoryData<string, string> Files()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in (string[])["BadFiles", "GoodFiles"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(PipelineSample.Folder(), "..", folder), "*.yaml").Order(StringComparer.Ordinal))
            {
                data.Add(folder, Path.GetFileName(file));
            }
        }

        return data;
    }

    [Fact]
    public void Compose_Catalogue_HoldsEveryComponent() => Snapshot.MatchJson(PipelineSchema.Compose(new FakeCatalog()).Schema);

    [Fact]
    public void Compose_UnloadablePlugin_IsAProblemAndNothingElse() =>
        Assert.Equal(["component.bad_options_class", "plugin.dependency_missing"], PipelineSchema.Compose(new FakeCatalog()).Problems.Select(problem => problem.Code).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void Evaluate_File_HasTheVerdictOfTheFlatSchemas(string folder, string name)
    {
        var path = Path.Combine(PipelineSample.Folder(), "..", folder);
        var result = PipelineSample.LoadFile(path, name);
        var text = File.ReadAllText(Path.Combine(path, name));
        if (result.Findings.Any(finding => finding.Code.Split('.')[0] is "yaml" or "file" or "include" or "set" or "interpolation" || finding.Code == ErrorCodes.ComponentBadOptionsClass))
        {
            // There is no tree to compare, or the mistake lies outside it.
            return;
        }

        var document = (ConfigMapping)PipelineFileReader.Read(text, name, new FindingList())!;

        var verdict = Editor.Value.Evaluate(JsonSerializer.SerializeToElement(document.ToJson()), new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.Equal(!result.Findings.Any(finding => OfSchema.Contains(finding.Code)), verdict.IsValid);
    }

    [Fact]
    public void ToText_Schema_IsJsonThatEndsWithALineFeed()
    {
        Assert.EndsWith("}\n", Composed.ToText(), StringComparison.Ordinal);
        Assert.IsType<JsonObject>(JsonNode.Parse(Composed.ToText()));
        Assert.DoesNotContain("\r", Composed.ToText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, Composed.Schema.GetValueKind());
    }
}
