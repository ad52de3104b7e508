using System.Globalization;

namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>Reads and writes moments; those written as listings write them without the general parser, which costs twenty times as much.</summary>
internal static class IsoMoment
{
    private const int Length = 20;
    private const int FractionLength = 4;
    private static Written? _last;

    /// <summary>A moment as listings write it: ISO 8601, UTC, whole seconds.</summary>
    public static string Text(DateTimeOffset moment)
    {
        // Records of one page were retrieved at one moment.
        if (Volatile.Read(ref _last) is { } last && last.Moment == moment)
        {
            return last.Text;
        }

        var text = moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Volatile.Write(ref _last, new Written(moment, text));
        return text;
    }

    /// <summary>The moment that a text names, as listings write it; null where it names none.</summary>
    public static string? Canonical(string text, Func<DateTimeOffset, bool> isAllowed)
    {
        if (text.Length == Length + FractionLength && text[Length - 1] == '.' && text[^1] == 'Z' && !text.AsSpan(Length, FractionLength - 1).ContainsAnyExceptInRange('0', '9'))
        {
            // With milliseconds, as JavaScript writes it.
            text = string.Concat(text.AsSpan(0, Length - 1), "Z");
        }

        return TryParse(text, out var moment) && isAllowed(moment) ? TryParseCanonical(text, out _) ? text : Text(moment) : null;
    }

    /// <summary>The moment that a text names; false where it names none.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        TryParseCanonical(text, out moment)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);

    /// <summary>Reads <c>2026-01-31T08:15:00Z</c>, and nothing else.</summary>
    public static bool TryParseCanonical(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        {
            return false;
        }

        var (year, month, day) = ((Number(text[..2]) * 100) + Number(text[2..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        moment = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    /// <summary>Two digits; a number far below 0 where they are none.</summary>
    private static int Number(ReadOnlySpan<char> digits) =>
        char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[1]) ? ((digits[0] - '0') * 10) + digits[1] - '0' : -100_000;

    private sealed record Written(DateTimeOffset Moment, string Text);
}
