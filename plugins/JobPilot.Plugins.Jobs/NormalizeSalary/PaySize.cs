namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>How large pay is in a currency: what an amount is for where no word names a period.</summary>
/// <param name="Year">Least amount that is by the year.</param>
/// <param name="Month">Least amount that is by the month.</param>
/// <param name="Hour">Most that is by the hour.</param>
internal sealed record PaySize(double Year, double Month, double Hour)
{
    /// <summary>That of the euro, the dollar and the like.</summary>
    public static readonly PaySize Default = new(10_000, 500, 500);

    /// <summary>How many times as large as in the euro amounts are.</summary>
    public double Times => Year / Default.Year;

    /// <summary>The period that an amount is for; null where it may be for several.</summary>
    public string? Period(double amount) => amount >= Year ? "year" : amount >= Month ? "month" : amount <= Hour ? "hour" : null;
}
