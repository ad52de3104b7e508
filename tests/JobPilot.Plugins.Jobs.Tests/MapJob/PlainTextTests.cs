using System.Text;
using System.Text.Json;
using JobPilot.Plugins.Jobs.MapJob;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Nurse, \\\"night\\\" shift")]
    [InlineData("Tasks\\n\\r\\tof C:\\\\x the day")]
    [InlineData("Pfleger in Köln: 日本 \uFEFF 😀!")]
    [InlineData("• é")]
    [InlineData("C:\\\\n")]
    [InlineData("C:\\\\t")]
    public void TryTake_TextWithoutSpaceAround_IsThatOfItsBuffer(string content)
    {
        var value = Encoding.UTF8.GetBytes($"\"{content}\"");

        Assert.True(PlainText.TryTake(value, out var quoted));
        Assert.Equal(value, quoted);
        Assert.Equal(JsonSerializer.Deserialize<string>(value), PlainText.Decode(quoted.Span));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  \\n\\t ", "")]
    [InlineData("\u00A0\u3000", "")]
    [InlineData(" a ", "a")]
    [InlineData("\\n a b\\r\\n\\n", "a b")]
    [InlineData("\u2003a\u00A0 ", "a")]
    [InlineData("a\\\\\\n", "a\\\\")]
    [InlineData("\\\"a\\\" ", "\\\"a\\\"")]
    public void TryTake_SpaceAround_IsTakenAwayAsStringsDo(string content, string expected)
    {
        Assert.True(PlainText.TryTake(Encoding.UTF8.GetBytes($"\"{content}\""), out var quoted));
        Assert.Equal(expected.Length == 0 ? "" : $"\"{expected}\"", Encoding.UTF8.GetString(quoted.Span));
        Assert.Equal(JsonSerializer.Deserialize<string>($"\"{content}\"")!.Trim(), quoted.IsEmpty ? "" : PlainText.Decode(quoted.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[\"a\"]")]
    [InlineData("\"a\\u0020\"")]
    [InlineData("\"a\\ud800b\"")]
    [InlineData("\"caf\\u00e9 x\"")]
    [InlineData("\"a\\/b\"")]
    [InlineData("\"a\\bb\"")]
    [InlineData("\"a\\f\"")]
    public void TryTake_OtherValueOrEscape_IsNotTaken(string json) => Assert.False(PlainText.TryTake(Encoding.UTF8.GetBytes(json), out _));
}
