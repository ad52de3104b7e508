using JobPilot.Plugins.Jobs.MapJob;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

public class NumericDateTests
{
    [Theory]
    [InlineData("20/11/2026", "2026-11-20T00:00:00Z")]
    [InlineData("11/20/2026", "2026-11-20T00:00:00Z")]
    [InlineData("20.11.2026", "2026-11-20T00:00:00Z")]
    [InlineData(" 5.6.2026 ", "2026-06-05T00:00:00Z")]
    [InlineData("6-6-2026", "2026-06-06T00:00:00Z")]
    [InlineData("12/12/2026", "2026-12-12T00:00:00Z")]
    [InlineData("13-12-2026", "2026-12-13T00:00:00Z")]
    [InlineData("05/06/2026", null)]
    [InlineData("1-12-2026", null)]
    [InlineData("31.6.2026", null)]
    [InlineData("0/13/2026", null)]
    [InlineData("13/13/2026", null)]
    [InlineData("20.13.2026", null)]
    [InlineData("20/11/3026", null)]
    [InlineData("20.11/2026", null)]
    [InlineData("2026-05-06", "2026-05-06T00:00:00Z")]
    [InlineData("6 May 2026", "2026-05-06T00:00:00Z")]
    public void Date_ThreeNumbers_AreReadWhereTheyAreSure(string text, string? expected)
    {
        var value = Transforms.All["date"](MappedValue.Of(text), DateTimeOffset.UnixEpoch);

        Assert.Equal(expected, value.IsNone ? null : value.Text);
    }
}
