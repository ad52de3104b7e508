using JobPilot.Plugins.Jobs.MapJob;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

public class RelativeDateTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 31, 14, 45, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("7 days ago", "2026-03-24T00:00:00Z")]
    [InlineData("30+ days ago", "2026-03-01T00:00:00Z")]
    [InlineData("19 hours ago", "2026-03-30T19:00:00Z")]
    [InlineData("5 minutes ago", "2026-03-31T14:40:00Z")]
    [InlineData("3d ago", "2026-03-28T00:00:00Z")]
    [InlineData("a month ago", "2026-02-28T00:00:00Z")]
    [InlineData("yesterday", "2026-03-30T00:00:00Z")]
    [InlineData("Just posted", "2026-03-31T00:00:00Z")]
    [InlineData("vor 2 Wochen", "2026-03-17T00:00:00Z")]
    [InlineData("vor einem Tag", "2026-03-30T00:00:00Z")]
    [InlineData("il y a 3 jours", "2026-03-28T00:00:00Z")]
    [InlineData("hace 2 días", "2026-03-29T00:00:00Z")]
    [InlineData("há 4 dias", "2026-03-27T00:00:00Z")]
    [InlineData("5 giorni fa", "2026-03-26T00:00:00Z")]
    [InlineData("6 dagen geleden", "2026-03-25T00:00:00Z")]
    [InlineData("för 2 månader sedan", "2026-01-31T00:00:00Z")]
    [InlineData("hier", "2026-03-30T00:00:00Z")]
    public void TryParse_RelativeDate_CountsBack(string text, string expected)
    {
        Assert.True(RelativeDate.Instance.TryParse(text, From, out var moment, out var confidence));
        Assert.Equal(expected, Transforms.Iso(moment));
        Assert.InRange(confidence, 0.1, 0.95);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("99999999999 days ago")]
    [InlineData("500 years ago")]
    [InlineData("5 apples ago")]
    public void TryParse_AnythingElse_IsNoDate(string text) => Assert.False(RelativeDate.Instance.TryParse(text, From, out _, out _));
}
