using System.Globalization;
using System.Text.RegularExpressions;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Reads dates of three numbers with the year last, which some countries begin with the day and others with the month. One that may be either is none: a wrong date is worse than no date.
/// </summary>
internal static partial class NumericDate
{
    private const int Months = 12;
    private const int Longest = 16;

    /// <summary>Whether a text is such a date; then what it says, and null where that is not sure or no day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The day, as ISO 8601 writes it.</param>
    public static bool Is(string text, out string? date)
    {
        date = null;
        if (text.Length > Longest || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var (first, second, year) = (Number(match, 1), Number(match, 3), Number(match, 4));

        // With dots the day comes first wherever they are used.
        var isDayFirst = match.Groups[2].ValueSpan is "." || first > Months;
        if (isDayFirst || second > Months || first == second)
        {
            var (day, month) = isDayFirst ? (first, second) : (second, first);
            date = month is >= 1 and <= Months && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}") : null;
        }

        return true;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*([0-9]{1,2})([./-])([0-9]{1,2})\2([12][0-9]{3})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
