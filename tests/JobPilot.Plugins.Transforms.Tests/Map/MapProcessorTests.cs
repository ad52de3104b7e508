using JobPilot.Tests;

namespace JobPilot.Plugins.Transforms.Tests;

public sealed class MapProcessorTests
{
    [Theory]
    [InlineData("city", "record.places[0].city", """{"title":"Cooper","places":[{"city":"Riga"}],"city":"Riga"}""")]
    [InlineData("title", "record.title | string.upcase", """{"title":"COOPER","places":[{"city":"Riga"}]}""")]
    [InlineData("a.b", "1 + 1.5", """{"title":"Cooper","places":[{"city":"Riga"}],"a":{"b":2.5}}""")]
    [InlineData("n", "3", """{"title":"Cooper","places":[{"city":"Riga"}],"n":3}""")]
    [InlineData("flag", "record.title == 'Cooper'", """{"title":"Cooper","places":[{"city":"Riga"}],"flag":true}""")]
    [InlineData("copy", "record.places", """{"title":"Cooper","places":[{"city":"Riga"}],"copy":[{"city":"Riga"}]}""")]
    [InlineData("gone", "record.absent.deeper", """{"title":"Cooper","places":[{"city":"Riga"}],"gone":null}""")]
    public void Process_Expression_SetsTheField(string target, string expression, string expected)
    {
        var processor = new MapProcessor(new MapOptions { Fields = new Dictionary<string, string> { [target] = expression } }, Samples.Context());

        Assert.Equal(expected, Samples.Run(processor, """{"title":"Cooper","places":[{"city":"Riga"}]}"""));
    }

    [Fact]
    public void Process_WithoutKeep_LeavesOnlyTheMapped()
    {
        var options = new MapOptions
        {
            Fields = new Dictionary<string, string> { ["a"] = "record.b", ["b"] = "record.a" },
            Templates = new Dictionary<string, string> { ["label"] = "{{ record.a }}/{{ record.b }}" },
            Keep = false,
        };

        Assert.Equal(
            """{"a":2,"b":1,"label":"1/2"}""",
            Samples.Run(new MapProcessor(options, Samples.Context()), """{"a":1,"b":2,"odd.name":3,"x'].\"]y":4}"""));
    }

    [Theory]
    [InlineData("x", "record.title > 5", "Reject: map: x: Text is compared with a number; turn it into one by string.to_double.")]
    [InlineData("title.inner", "1", "Reject: map: Nothing can be set at 'title.inner': a plain value stands on the way.")]
    public void Process_Failing_RejectsWithReason(string target, string expression, string expected)
    {
        var processor = new MapProcessor(new MapOptions { Fields = new Dictionary<string, string> { [target] = expression } }, Samples.Context());

        Assert.Equal(expected, Samples.Run(processor, """{"title":"Cooper"}"""));
    }

    [Fact]
    public void Process_PatchOrDelete_PassesUntouched()
    {
        var processor = new MapProcessor(new MapOptions { Fields = new Dictionary<string, string> { ["x"] = "1" } }, Samples.Context());
        var patch = Record.Patch("k", new System.Text.Json.Nodes.JsonObject { ["a"] = 1 });

        Assert.Equal(OutcomeKind.Keep, processor.Process(patch, default).Kind);
        Assert.Equal("""{"a":1}""", patch.ToString());
    }

    [Fact]
    public void Validate_WrongOptions_SaysWhatAndWhere()
    {
        var wrong = new MapOptions
        {
            Fields = new Dictionary<string, string> { ["a..b"] = "1", ["both"] = "1" },
            Templates = new Dictionary<string, string> { ["both"] = "x" },
        };

        Snapshot.Match(string.Join('\n', new MapOptions().Validate().Concat(wrong.Validate())));
    }
}
