namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>Rates of one currency against a base, by day.</summary>
/// <param name="Days">Days, in order.</param>
/// <param name="Rates">Units of the currency for one of the base on each of them.</param>
internal sealed record RateSeries(DateOnly[] Days, double[] Rates)
{
    /// <summary>The newest rate on or before a day; null where all are later.</summary>
    public (double Rate, DateOnly Day)? On(DateOnly day)
    {
        var at = Array.BinarySearch(Days, day);
        at = at >= 0 ? at : ~at - 1;
        return at < 0 ? null : (Rates[at], Days[at]);
    }
}
