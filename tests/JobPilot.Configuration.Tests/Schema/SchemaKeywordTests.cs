using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;

namespace JobPilot.Configuration.Tests.Schema;

/// <summary>Our schemas use only what the validator enforces, and it enforces all that we say it does.</summary>
public sealed class SchemaKeywordTests
{
    public static TheoryData<string, string, string> Samples() => new()
    {
        { "type", """{"type":"integer"}""", "\"a\"" },
        { "enum", """{"enum":["a","b"]}""", "\"c\"" },
        { "required", """{"type":"object","required":["a"]}""", "{}" },
        { "properties", """{"type":"object","properties":{"a":{"type":"integer"}}}""", """{"a":"x"}""" },
        { "additionalProperties", """{"type":"object","additionalProperties":false}""", """{"a":1}""" },
        { "additionalProperties", """{"type":"object","additionalProperties":{"type":"integer"}}""", """{"a":"x"}""" },
        { "patternProperties", """{"type":"object","patternProperties":{"^x":{"type":"integer"}}}""", """{"xa":"x"}""" },
        { "items", """{"type":"array","items":{"type":"integer"}}""", """["x"]""" },
        { "pattern", """{"type":"string","pattern":"^a$"}""", "\"b\"" },
        { "minimum", """{"type":"integer","minimum":2}""", "1" },
        { "maximum", """{"type":"integer","maximum":2}""", "3" },
        { "exclusiveMinimum", """{"type":"number","exclusiveMinimum":2}""", "2.0" },
        { "exclusiveMaximum", """{"type":"number","exclusiveMaximum":2}""", "2.0" },
        { "minLength", """{"type":"string","minLength":2}""", "\"a\"" },
        { "maxLength", """{"type":"string","maxLength":2}""", "\"abc\"" },
        { "minItems", """{"type":"array","minItems":1}""", "[]" },
        { "maxItems", """{"type":"array","maxItems":1}""", "[1,2]" },
        { "uniqueItems", """{"type":"array","uniqueItems":true}""", "[1,1]" },
        { "$ref", """{"type":"object","properties":{"a":{"$ref":"#/definitions/b"}},"definitions":{"b":{"type":"integer"}}}""", """{"a":"x"}""" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Validate_BrokenKeyword_IsRefused(string keyword, string schema, string value)
    {
        var read = SchemaReader.Read((JsonObject)JsonNode.Parse(schema)!);

        Assert.Contains(keyword, SchemaReader.Enforced);
        Assert.NotEmpty(new JsonSchemaValidator().Validate(JToken.Parse(value), read));
    }

    [Fact]
    public void Samples_CoverEveryEnforcedKeyword() =>
        Assert.Equal(SchemaReader.Enforced.Order(), Samples().Select(row => (string)((object[])row)[0]).Distinct().Order());

    [Fact]
    public void Read_KeywordThatIsNotEnforced_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => SchemaReader.Read(new JsonObject { ["const"] = 1 }));

    [Theory]
    [InlineData(typeof(BoardOptions))]
    [InlineData(typeof(DemoOptions))]
    [InlineData(typeof(FilterOptions))]
    [InlineData(typeof(MapOptions))]
    [InlineData(typeof(FileSinkOptions))]
    public void Generate_Options_UsesEnforcedKeywordsOnly(Type type) => AssertEnforced(OptionsSchema.Generate(type, "sample", "A sample."));

    [Fact]
    public void Skeleton_UsesEnforcedKeywordsOnly() => AssertEnforced(SkeletonSchema.Read());

    private static void AssertEnforced(JsonObject schema)
    {
        foreach (var (keyword, value) in schema)
        {
            Assert.True(SchemaReader.Enforced.Contains(keyword) || SchemaReader.Annotations.Contains(keyword), keyword);
            if (keyword == "$ref")
            {
                Assert.Single(schema);
            }

            var inner = keyword is "properties" or "patternProperties" or "definitions" ? value!.AsObject().Select(p => p.Value)
                : keyword is "items" or "additionalProperties" ? [value] : [];
            foreach (var node in inner.OfType<JsonObject>())
            {
                AssertEnforced(node);
            }
        }
    }
}
