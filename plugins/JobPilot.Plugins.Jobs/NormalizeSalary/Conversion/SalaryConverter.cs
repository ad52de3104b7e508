using System.Collections.Concurrent;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>
/// Writes <c>base_salary.converted</c>: a year's pay in one currency, by the user's rates of the day on which it was posted. What is posted stays. Counts what
/// it could not convert. Thread-safe.
/// </summary>
/// <param name="table">The user's rates.</param>
/// <param name="currency">The wanted currency, ISO 4217.</param>
/// <param name="file">Name of the table's file.</param>
/// <param name="mostDays">Days that a rate may be older than the posting.</param>
internal sealed class SalaryConverter(RateTable table, string currency, string file, int mostDays)
{
    private const int MostCurrencies = 300;
    private readonly ConcurrentDictionary<string, int> _missing = new(StringComparer.Ordinal);
    private int _old;

    /// <summary>How many listings had pay in a currency without a rate on or before their day, by currency.</summary>
    public IReadOnlyDictionary<string, int> Missing => _missing;

    /// <summary>How many listings were converted by a rate older than is allowed.</summary>
    public int Old => Volatile.Read(ref _old);

    /// <summary>The user's rates.</summary>
    public RateTable Table => table;

    /// <summary>Converts the year's pay of a listing, where it has one.</summary>
    /// <param name="record">A listing whose <c>base_salary</c> is written.</param>
    /// <param name="confidence">How sure the pay is.</param>
    /// <returns>False where the rate is the first that is too old.</returns>
    public bool Convert(Record record, double confidence)
    {
        var min = record.GetNumber(ListingPaths.SalaryAnnualMin);
        var max = record.GetNumber(ListingPaths.SalaryAnnualMax);
        if ((min ?? max) is null || record.GetString(ListingPaths.SalaryCurrency) is not { Length: 3 } posted || Day(record) is not { } day)
        {
            return true;
        }

        if (table.Find(posted, currency, day) is not { } rate)
        {
            if (_missing.Count < MostCurrencies || _missing.ContainsKey(posted))
            {
                _missing.AddOrUpdate(posted, 1, static (_, count) => count + 1);
            }

            return true;
        }

        Write(record, min * rate.Value, max * rate.Value, rate);
        Provenance.Add(record, "/base_salary/converted", "base_salary", rate.Date is null ? "salary.converted/1" : $"{file}#{posted}-{currency}/1", confidence);
        return rate.Date is not { } date || day.DayNumber - date.DayNumber <= mostDays || Interlocked.Increment(ref _old) > 1;
    }

    private void Write(Record record, double? min, double? max, Rate rate)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartObject();
        writer.WriteString("currency"u8, currency);
        Number("annual_min", min);
        Number("annual_max", max);
        writer.WriteNumber("rate"u8, Math.Round(rate.Value, 8));
        if (rate.Date is { } date)
        {
            writer.WriteString("rate_date"u8, date.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
        record.SetUtf8(ListingPaths.SalaryConverted, scratch.Finish());

        void Number(string name, double? amount)
        {
            if (amount is { } value)
            {
                writer.WriteNumber(name, Math.Round(value, 2));
            }
        }
    }

    private static DateOnly? Day(Record record) =>
        Moment(record, ListingPaths.DatePosted) ?? Moment(record, ListingPaths.SourceRetrievedAt);

    private static DateOnly? Moment(Record record, FieldPath path) =>
        record.GetString(path) is { } text && IsoMoment.TryParse(text, out var moment) ? DateOnly.FromDateTime(moment.UtcDateTime) : null;
}
