using JobPilot.Engine.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("17", null, 17.0)]
    [InlineData("0", null, 0.0)]
    [InlineData("1.5", null, 1.5)]
    [InlineData("Sat, 14 Mar 2026 15:00:20 GMT", null, 20.0)]
    [InlineData("Sat, 14 Mar 2026 14:00:00 GMT", null, 0.0)]
    [InlineData("Sat, 14 Mar 2026 18:00:45 GMT", "Sat, 14 Mar 2026 18:00:00 GMT", 45.0)]
    [InlineData("Sat, 14 Mar 2026 09:00:45 GMT", "Sat, 14 Mar 2026 09:00:00 GMT", 45.0)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Read_Header_GivesTheWaitByTheServersOwnClock(string? retryAfter, string? date, double? expected)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (retryAfter is not null)
        {
            headers["retry-after"] = retryAfter;
        }

        if (date is not null)
        {
            headers["date"] = date;
        }

        var wait = RetryAfterHeader.Read(new SourceResponse(429, headers, default, Now), Now);

        Assert.Equal(expected, wait?.TotalSeconds);
    }

    [Fact]
    public void Read_AbsurdNumber_StaysATimeSpan()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Retry-After"] = new string('9', 60) };

        Assert.Equal(TimeSpan.FromDays(366), RetryAfterHeader.Read(new SourceResponse(429, headers, default, Now), Now));
    }
}
