using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

/// <summary>A skill is explained by its span, its sentence and what found it.</summary>
public class SkillExplainerTests
{
    [Fact]
    public void ExplainField_Skill_NamesSpanSentenceAndFinder()
    {
        var record = Record.FromJson(new JsonObject { ["description"] = new JsonObject { ["text"] = "We bake. You know Kubernetes and German. Docker is nice to have.\nCome soon." } }, "1");
        var processor = new ExtractSkillsProcessor(new ExtractSkillsOptions { Model = SkillModel.None }, TestContext.Create());
        processor.Process(record, default);

        var kubernetes = Explain(processor, record, "Kubernetes");
        var docker = Explain(processor, record, "Docker");

        Assert.Equal(("description.text[18..28]", 0.9), (kubernetes.From, kubernetes.Confidence));
        Assert.Equal("sentence: You know Kubernetes and German.", Text(kubernetes, "sentence"));
        Assert.StartsWith("found_by: list", Text(kubernetes, "found_by"), StringComparison.Ordinal);
        Assert.StartsWith("requirement: required", Text(kubernetes, "requirement"), StringComparison.Ordinal);
        Assert.Equal("skill/2", docker.Rule);
        Assert.Equal("sentence: Docker is nice to have.", Text(docker, "sentence"));
        Assert.StartsWith("requirement: preferred", Text(docker, "requirement"), StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainField_SkillOfANamedRule_NamesThatRule()
    {
        var record = Record.FromJson((JsonObject)JsonNode.Parse("""
            {"description":{"text":"You know rye."},"skills":[{"name":"Rye","start":9,"length":3,"found_by":["rules"]}],
             "provenance":{"/skills":{"from":"description.text","rule":"skill/2","confidence":0.9},"/skills/0":{"from":"description.text[9..12]","rule":"my.rye/1","confidence":0.8}}}
            """)!, "1");

        var explanation = new ExtractSkillsProcessor(new ExtractSkillsOptions(), TestContext.Create()).ExplainField(new FieldQuestion("/skills/0", record))!;

        Assert.Equal(("my.rye/1", "found_by: rules: a name of the user's rule files"), (explanation.Rule, Text(explanation, "found_by")));
    }

    [Theory]
    [InlineData("/skills")]
    [InlineData("/skills/9")]
    [InlineData("/skills/x")]
    [InlineData("/skills/1")] // A span beyond the text: another version wrote it.
    [InlineData("/title")]
    public void ExplainField_NoSkillOfTheText_IsNull(string pointer)
    {
        var record = Record.FromJson(
            (JsonObject)JsonNode.Parse("""{"description":{"text":"short"},"skills":[{"name":"given"},{"name":"lost","start":3,"length":9}]}""")!, "1");

        Assert.Null(new ExtractSkillsProcessor(new ExtractSkillsOptions(), TestContext.Create()).ExplainField(new FieldQuestion(pointer, record)));
    }

    private static FieldExplanation Explain(ExtractSkillsProcessor processor, Record record, string name)
    {
        var index = record.Clone().Json["skills"]!.AsArray().Select(skill => (string?)skill!["name"]).ToList().IndexOf(name);
        return processor.ExplainField(new FieldQuestion($"/skills/{index}", record))!;
    }

    private static string Text(FieldExplanation explanation, string name) => explanation.Details.Where(detail => detail.Name == name).Select(detail => $"{detail.Name}: {detail.Text}").First();
}
