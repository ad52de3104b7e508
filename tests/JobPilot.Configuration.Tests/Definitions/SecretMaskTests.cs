namespace JobPilot.Configuration.Tests.Definitions;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("key=abcd1234;", "key=***;", "abcd", "abcd1234")] // The longer one first: else a half of it would be left.
    [InlineData("a word", "a word", "wor")]
    [InlineData("wor", "***", "wor")]
    [InlineData("words", "***s", "word")]
    [InlineData("nothing", "nothing", "else here")]
    public void InText_Secrets_AreMasked(string text, string expected, params string[] secrets) =>
        Assert.Equal(expected.Replace("***", Secret.Mask, StringComparison.Ordinal), SecretMask.InText(text, secrets));

    [Theory]
    [InlineData("""{"a":{"b":[7,17,true,null,"7"]},"7":7.5}""", """{"a":{"b":["***",17,"***",null,"7"]},"7":"***"}""", "7", "true", "7.5")]
    [InlineData("""{"a":7}""", """{"a":7}""", "8")]
    public void Scalars_NumbersThatAreASecret_AreMasked(string json, string expected, params string[] secrets) =>
        Assert.Equal(expected.Replace("***", Secret.Mask, StringComparison.Ordinal), SecretMask.Scalars(System.Text.Json.Nodes.JsonNode.Parse(json), secrets)!.ToJsonString());
}
