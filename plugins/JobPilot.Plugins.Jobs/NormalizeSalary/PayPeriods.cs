namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Periods of pay, and what a year of each is: 2,080 hours, 260 days, 52 weeks, 12 months; 26 times two weeks, 13 times four weeks, 24 halves of a month.
/// A listing has no name for the last three: its period is left open, its year is known.
/// </summary>
internal static class PayPeriods
{
    /// <summary>What a word says that means two periods, or one that is not known: "bi-monthly" is twice a month as well as every two months.</summary>
    public const string Unclear = "unclear";

    private const int UsualWord = 32;

    /// <summary>What an amount a period is a year; null for a period that it does not know.</summary>
    public static double? PerYear(string? period) => period switch
    {
        "hour" => 2080,
        "day" => 260,
        "week" => 52,
        "two_weeks" => 26,
        "four_weeks" => 13,
        "half_month" => 24,
        "month" => 12,
        "year" => 1,
        _ => null,
    };

    /// <summary>Whether a listing has a name for the period.</summary>
    public static bool IsListed(string? period) => period is "hour" or "day" or "week" or "month" or "year";

    /// <summary>The period that a source's word means: YEAR, yearly, PER_HOUR, BIWEEKLY; null for another word.</summary>
    public static string? OfWord(string? word)
    {
        if (string.IsNullOrEmpty(word))
        {
            return null;
        }

        Span<char> buffer = word.Length <= UsualWord ? stackalloc char[UsualWord] : new char[word.Length];
        var length = 0;
        foreach (var letter in word)
        {
            if (char.IsLetterOrDigit(letter))
            {
                buffer[length++] = char.ToLowerInvariant(letter);
            }
        }

        return OfLetters(buffer[..length]);
    }

    private static string? OfLetters(ReadOnlySpan<char> letters) => letters.Length == 0 ? null
        : Has(letters, "fortnight", "biweek", "twoweek", "2week", "otherweek", "secondweek", "14day") ? "two_weeks"
        : Has(letters, "fourweek", "4week") ? "four_weeks"
        : Has(letters, "semimonth", "halfmonth", "twiceamonth", "twicemonth", "twicepermonth") ? "half_month"
        : Has(letters, "bimonth", "quarter", "semiannu", "biannu", "halfyear", "semiyear") ? Unclear
        : Has(letters, "hour") ? "hour"
        : Has(letters, "day") || letters is "daily" ? "day"
        : Has(letters, "week") ? "week"
        : Has(letters, "month") ? "month"
        : Has(letters, "year", "annu") ? "year"
        : null;

    private static bool Has(ReadOnlySpan<char> letters, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (letters.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
