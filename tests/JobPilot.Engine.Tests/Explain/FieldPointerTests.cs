using System.Text.Json.Nodes;
using JobPilot.Engine.Explain;

namespace JobPilot.Engine.Tests.Explain;

public class FieldPointerTests
{
    [Theory]
    [InlineData("/skills/3", "/skills/3")]
    [InlineData("skills[3]", "/skills/3")]
    [InlineData("skills.3", "/skills/3")]
    [InlineData("base_salary.annual_min", "/base_salary/annual_min")]
    [InlineData("['odd.name'].x", "/odd.name/x")]
    [InlineData("/a~1b/c~0d", "/a~1b/c~0d")]
    [InlineData("['a/b']", "/a~1b")]
    public void TryParse_PointerOrNames_NameTheSame(string text, string pointer)
    {
        Assert.True(FieldPointer.TryParse(text, out var field, out _));
        Assert.Equal(pointer, field.Text);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("")]
    public void TryParse_NoName_SaysWhatIsWrong(string text)
    {
        Assert.False(FieldPointer.TryParse(text, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("/a/b", "1")]
    [InlineData("/list/1/name", "\"two\"")]
    [InlineData("/list/9/name", null)]
    [InlineData("/list/x", null)]
    [InlineData("/a/b/c", null)]
    [InlineData("/null/a", null)]
    public void Find_Record_YieldsTheValue(string text, string? value)
    {
        var record = JsonNode.Parse("""{"a":{"b":1},"list":[{"name":"one"},{"name":"two"}],"null":null}""");

        Assert.True(FieldPointer.TryParse(text, out var field, out _));
        Assert.Equal(value, field.Find(record)?.ToJsonString());
    }

    [Theory]
    [InlineData("title_raw", "/title_raw", null, null)]
    [InlineData("description.text[120..143]", "/description/text", 120, 143)]
    [InlineData("locations[0].city", "/locations/0/city", null, null)]
    [InlineData("apply, title", null, null, null)]
    [InlineData("job_city or job_state", null, null, null)]
    [InlineData("text[1..99999999999]", null, null, null)]
    public void OfSource_Provenance_NamesFieldAndSpan(string from, string? pointer, int? start, int? end)
    {
        var source = FieldPointer.OfSource(from);

        Assert.Equal(pointer, source?.Field.Text);
        Assert.Equal((start, end), (source?.Span?.Start.Value, source?.Span?.End.Value));
    }
}
