namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Periods of pay, and what a year of each is: 2,080 hours, 260 days, 52 weeks, 12 months; 26 times two weeks, 13 times four weeks, 24 halves of a month.
/// A listing has no name for the last three: its period is left open, its year is known.
/// </summary>
internal static class PayPeriods
{
    /// <summary>What a word says that means two periods, or one that is not known: "bi-monthly" is twice a month as well as every two months.</summary>
    public const string Unclear = "unclear";

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
        var letters = string.Concat((word ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();
        bool Has(params ReadOnlySpan<string> parts)
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

        return letters.Length == 0 ? null
            : Has("fortnight", "biweek", "twoweek", "2week", "otherweek", "secondweek", "14day") ? "two_weeks"
            : Has("fourweek", "4week") ? "four_weeks"
            : Has("semimonth", "halfmonth", "twiceamonth", "twicemonth", "twicepermonth") ? "half_month"
            : Has("bimonth", "quarter", "semiannu", "biannu", "halfyear", "semiyear") ? Unclear
            : Has("hour") ? "hour"
            : Has("day") || letters == "daily" ? "day"
            : Has("week") ? "week"
            : Has("month") ? "month"
            : Has("year", "annu") ? "year"
            : null;
    }
}
