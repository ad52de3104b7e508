using System.Globalization;

namespace JobPilot.Engine.Http;

/// <summary>
/// Reads <c>Retry-After</c> (RFC 9110, 10.2.3). A date is compared with the answer's own <c>Date</c>, so that a clock that differs from ours
/// makes no difference.
/// </summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(SourceResponse response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(366).TotalSeconds));
        }

        if (!TryDate(text, out var until))
        {
            return null;
        }

        var sent = response.Headers.TryGetValue("Date", out var date) && TryDate(date, out var theirs) ? theirs : now;
        return until > sent ? until - sent : TimeSpan.Zero;
    }

    private static bool TryDate(string text, out DateTimeOffset date) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
}
