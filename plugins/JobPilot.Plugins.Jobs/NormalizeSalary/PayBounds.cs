namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>What an hour, a day, a month or a year pays at the least and at the most: other figures are of another period, or no pay.</summary>
internal static class PayBounds
{
    /// <summary>More a year in a major currency is no one's pay.</summary>
    public const double MostPerYear = 3_000_000;

    /// <summary>More a year is no one's pay in any currency.</summary>
    private const double MostPerYearAnywhere = 1e12;

    /// <summary>Larger amounts in a major currency are not what a month or a week pays, whatever word stands near.</summary>
    private const double MostMajorMonth = 40_000;
    private const double MostMajorWeek = 15_000;
    private const double MostHour = 1_500;
    private const double MostDay = 20_000;

    /// <summary>Whether tens of thousands of a currency are more than a month pays.</summary>
    public static bool IsMajor(string? currency) => currency is "USD" or "EUR" or "GBP" or "CHF" or "CAD" or "AUD";

    /// <summary>Whether an amount is less than the period pays.</summary>
    public static bool IsTooLittle(double amount, string period) => amount < period switch
    {
        "day" => 20,
        "week" => 50,
        "two_weeks" or "four_weeks" or "half_month" or "month" => 100,
        "year" => 1_000,
        _ => 0,
    };

    /// <summary>Whether an amount is more than the period pays.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="period">Its period.</param>
    /// <param name="currency">Its currency; null where it is unknown.</param>
    /// <param name="size">How large pay is in that currency.</param>
    public static bool IsTooMuch(double amount, string period, string? currency, PaySize size) => period switch
    {
        "hour" => amount > Math.Max(MostHour, size.Hour),
        "day" => amount > Math.Max(MostDay, size.Month),
        "week" or "two_weeks" or "half_month" => amount > MostMajorWeek && IsMajor(currency),
        "month" or "four_weeks" => amount > MostMajorMonth && IsMajor(currency),
        PayPeriods.Unclear => amount > MostMajorWeek && amount >= size.Year,
        _ => false,
    };

    /// <summary>Whether an amount by the year is more than anyone is paid.</summary>
    public static bool IsTooMuchPerYear(double perYear, string? currency) => perYear > (IsMajor(currency) ? MostPerYear : MostPerYearAnywhere);
}
