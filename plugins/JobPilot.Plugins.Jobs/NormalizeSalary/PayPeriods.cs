namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Periods of pay, and what a year of each is: 2,080 hours, 260 days, 52 weeks, 12 months.</summary>
internal static class PayPeriods
{
    private const double LeastYearly = 10_000;
    private const double LeastYearlyYuan = 100_000;
    private const double LeastMonthly = 500;

    /// <summary>What an amount a period is a year; null for a period that it does not know.</summary>
    public static double? PerYear(string? period) => period switch
    {
        "hour" => 2080,
        "day" => 260,
        "week" => 52,
        "month" => 12,
        "year" => 1,
        _ => null,
    };

    /// <summary>The period that an amount without one is for, by its size; in China pay is told by the month.</summary>
    public static string BySize(double amount, string? currency) =>
        amount >= (currency == "CNY" ? LeastYearlyYuan : LeastYearly) ? "year" : amount >= LeastMonthly ? "month" : "hour";

    /// <summary>The period that a source's word means: YEAR, yearly, PER_HOUR; null for another word.</summary>
    public static string? OfWord(string? word)
    {
        var folded = word?.Trim().ToLowerInvariant() ?? "";
        return folded.Length == 0 ? null
            : folded.Contains("hour", StringComparison.Ordinal) ? "hour"
            : folded.Contains("day", StringComparison.Ordinal) || folded == "daily" ? "day"
            : folded.Contains("week", StringComparison.Ordinal) ? "week"
            : folded.Contains("month", StringComparison.Ordinal) ? "month"
            : folded.Contains("year", StringComparison.Ordinal) || folded.Contains("annu", StringComparison.Ordinal) ? "year"
            : null;
    }
}
