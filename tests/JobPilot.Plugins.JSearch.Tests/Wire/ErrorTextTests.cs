using System.Text;
using JobPilot.Plugins.JSearch.Wire;

namespace JobPilot.Plugins.JSearch.Tests.Wire;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("""{"message":"Slow down"}""", "Slow down")]
    [InlineData("""{"error":"Slow down"}""", "Slow down")]
    [InlineData("""{"status":"ERROR","error":{"message":"Slow down","code":429}}""", "Slow down")]
    [InlineData("""{"message":7}""", "")]
    [InlineData("""{"message":"a","message":"b"}""", "")]
    [InlineData("""["message"]""", "")]
    [InlineData("<html>", "")]
    [InlineData("", "")]
    [InlineData("""{"message":" \u001b[31mred\u202e\r\n "}""", "[31mred")]
    public void Of_Body_FindsTheMessageAndMakesItHarmless(string body, string expected) =>
        Assert.Equal(expected, ErrorText.Of(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Of_LongText_IsCut() =>
        Assert.Equal(241, ErrorText.Of(Encoding.UTF8.GetBytes($$"""{"message":"{{new string('a', 5000)}}"}""")).Length);
}
