namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>Exchange rates by day. Immutable, safe on every thread.</summary>
internal sealed class RateTable
{
    private readonly Dictionary<string, Dictionary<string, RateSeries>> _byBase;

    /// <param name="rows">Rates, in any order, each day, base and currency once.</param>
    public RateTable(IReadOnlyCollection<RateRow> rows)
    {
        _byBase = rows.GroupBy(row => row.Base).ToDictionary(
            group => group.Key,
            group => group.GroupBy(row => row.Currency).ToDictionary(series => series.Key, Series, StringComparer.Ordinal),
            StringComparer.Ordinal);
        Newest = rows.Max(row => row.Date);
    }

    /// <summary>The last day that any rate is of.</summary>
    public DateOnly Newest { get; }

    /// <summary>Whether it has rates of a currency, on whatever day.</summary>
    public bool Has(string currency) => _byBase.ContainsKey(currency) || _byBase.Values.Any(series => series.ContainsKey(currency));

    /// <summary>What an amount is multiplied by: over the base with the newest rates on or before the day.</summary>
    /// <param name="from">ISO 4217.</param>
    /// <param name="to">ISO 4217.</param>
    /// <param name="day">The day of the pay.</param>
    /// <returns>The rate, of the older of the two days that it is made of; null where there is none.</returns>
    public Rate? Find(string from, string to, DateOnly day)
    {
        if (from == to)
        {
            return new Rate(1, null);
        }

        Rate? best = null;
        foreach (var (unit, series) in _byBase)
        {
            if (PerUnit(unit, series, from, day) is { } of && PerUnit(unit, series, to, day) is { } wanted)
            {
                var date = of.Day < wanted.Day ? of.Day : wanted.Day;
                best = best is null || date > best.Value.Date ? new Rate(wanted.Rate / of.Rate, date) : best;
            }
        }

        return best;
    }

    private static (double Rate, DateOnly Day)? PerUnit(string unit, Dictionary<string, RateSeries> series, string currency, DateOnly day) =>
        currency == unit ? (1, DateOnly.MaxValue) : series.GetValueOrDefault(currency)?.On(day);

    private static RateSeries Series(IEnumerable<RateRow> rows)
    {
        var sorted = rows.OrderBy(row => row.Date).ToList();
        return new RateSeries([.. sorted.Select(row => row.Date)], [.. sorted.Select(row => row.Rate)]);
    }
}
