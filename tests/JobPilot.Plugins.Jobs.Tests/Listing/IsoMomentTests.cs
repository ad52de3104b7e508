using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Tests.Listing;

public class IsoMomentTests
{
    [Fact]
    public void TryParseCanonical_MutatedMoments_AgreesWithTheGeneralParser()
    {
        var random = new Random(5);
        var accepted = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var text = "2024-02-29T23:59:58Z".ToCharArray();
            for (var round = random.Next(4); round > 0; round--)
            {
                text[random.Next(text.Length)] = "0123456789-T:Z "[random.Next(15)];
            }

            var moment = new string(text);
            if (IsoMoment.TryParseCanonical(moment, out var own))
            {
                accepted++;
                Assert.True(DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var general), moment);
                Assert.Equal(general, own);
            }
        }

        Assert.InRange(accepted, 1_000, 4_500);
    }

    [Theory]
    [InlineData("2026-01-31T08:15:00Z", "2026-01-31T08:15:00Z")]
    [InlineData("2026-01-31T08:15:00.999Z", "2026-01-31T08:15:00Z")]
    [InlineData("2026-01-31T08:15:00+02:00", "2026-01-31T06:15:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-02-30T08:15:00Z", null)]
    [InlineData("2026-02-30T08:15:00.000Z", null)]
    [InlineData("soon", null)]
    public void Canonical_Text_IsWrittenAsListingsDo(string text, string? expected) => Assert.Equal(expected, IsoMoment.Canonical(text, static _ => true));
}
