using System.Text.Json.Nodes;
using JobPilot.Tests;

namespace JobPilot.Configuration.Tests.Options;

public sealed class OptionsSchemaTests
{
    [Theory]
    [InlineData(typeof(BoardOptions))]
    [InlineData(typeof(MapOptions))]
    [InlineData(typeof(FileSinkOptions))]
    [InlineData(typeof(RuledOptions))]
    public void Generate_Options_IsFlatWithTrueDefaults(Type type) =>
        Snapshot.MatchJson(OptionsSchema.Generate(type, "sample", "A sample."), type.Name);

    [Fact]
    public void Markdown_Options_ListsEach() => Snapshot.Match(OptionsTable.Markdown(typeof(BoardOptions)), extension: "md");

    [Fact]
    public void Generate_UnusableClass_SaysWhy()
    {
        var error = Assert.Throws<NotSupportedException>(() => OptionsSchema.Generate(typeof(BrokenOptions)));

        Assert.Contains("System.Action", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_TemplatedOption_IsFilledInACopy()
    {
        var options = new JsonObject { ["path"] = "data/{{ run.id }}.jsonl", ["password"] = "{{ run.id }}" };
        var run = new RunInfo("r1", "sample", DateTimeOffset.UnixEpoch);

        var (expanded, findings) = TemplatedOptions.Expand(options, typeof(FileSinkOptions), new FakeExpressions(), run);

        Assert.Empty(findings);
        Assert.Equal("data/r1.jsonl", expanded["path"]!.GetValue<string>());
        Assert.Equal("{{ run.id }}", expanded["password"]!.GetValue<string>());
        Assert.Equal("data/{{ run.id }}.jsonl", options["path"]!.GetValue<string>());
    }

    [Fact]
    public void Bind_ComponentWithTemplate_BindsExpandedOptions()
    {
        var result = PipelineSample.LoadFile(Path.Combine(PipelineSample.Folder(), "..", "GoodFiles"), "everything.yaml");
        var sink = result.Definition!.Sinks[0];

        var binding = TemplatedOptions.Bind(sink, new FakeExpressions(), new RunInfo("r1", "everything", DateTimeOffset.UnixEpoch));

        Assert.True(sink.HasTemplates);
        Assert.Equal("out-r1.jsonl", Assert.IsType<FileSinkOptions>(binding.Options).Path);
    }
}
