namespace JobPilot.Configuration.Tests.Options;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", "00:00:00.5000000")]
    [InlineData("30s", "00:00:30")]
    [InlineData("5m", "00:05:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("1d", "1.00:00:00")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("0s", "00:00:00")]
    [InlineData("01:02:03", "01:02:03")]
    [InlineData("2.01:02", "2.01:02:00")]
    [InlineData("10675199d", "10675199.00:00:00")]
    public void TryParse_Duration_IsRead(string text, string expected)
    {
        Assert.True(DurationText.TryParse(text, out var value));
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("5 m")]
    [InlineData("-5s")]
    [InlineData("soon")]
    [InlineData("25:61:61")]
    [InlineData("999999999d999999999d")]
    [InlineData("10675200d")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(90061001)]
    public void Format_Duration_ReadsBackEqual(int milliseconds)
    {
        var value = TimeSpan.FromMilliseconds(milliseconds);

        Assert.True(DurationText.TryParse(DurationText.Format(value), out var back));
        Assert.Equal(value, back);
    }
}
