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
}
