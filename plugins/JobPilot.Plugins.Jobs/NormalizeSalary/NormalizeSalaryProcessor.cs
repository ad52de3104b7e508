using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Refines <c>base_salary</c>: numbers that the source gives are kept and completed; where there are none, the raw pay text is read, then the
/// title, then the description.
/// </summary>
[Processor("normalize_salary", typeof(NormalizeSalaryOptions), Description = "Reads pay from fields and text: min, max, currency, period and what it is a year.")]
public sealed class NormalizeSalaryProcessor : IProcessor
{
    /// <summary>No employer's range is wider; such figures do not belong together.</summary>
    private const double WidestRange = 20;

    /// <summary>Numbers below it are thousands where the other end of a year's range is written out.</summary>
    private const double LeastThousands = 1_000;

    private const double Thousand = 1_000;
    private const string UnclearRule = "salary.field_unclear";
    private const string Version = "/1";
    private readonly NormalizeSalaryOptions _options;
    private readonly Lazy<SalaryParser> _parser = new(() => new SalaryParser());

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    public NormalizeSalaryProcessor(NormalizeSalaryOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Salary, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        var country = record.GetString(ListingPaths.LocationCountry) ?? _options.Country ?? CountryOf(record.GetString(ListingPaths.DescriptionLanguage));
        var raw = record.GetString(ListingPaths.SalaryRaw);
        var min = Positive(record.GetNumber(ListingPaths.SalaryMin));
        var max = Positive(record.GetNumber(ListingPaths.SalaryMax));

        // What an earlier run of this processor found in the text is no field of the source.
        var isFromText = record.GetString(ListingPaths.SalaryOrigin) == "text";
        if (!isFromText && (min ?? max) is not null)
        {
            Complete(record, min, max, raw, country);
        }
        else if (!isFromText && raw is not null && _parser.Value.Find(raw, country) is { } stated)
        {
            Write(record, stated, raw, "field", "base_salary.raw");
        }
        else if (_options.ReadText)
        {
            ReadText(record, country);
        }

        return Outcome.Keep;
    }

    /// <summary>The country of a language that is spoken in one of those that have a krone or krona.</summary>
    private static string? CountryOf(string? language) => language switch { "nb" => "NO", "da" => "DK", "sv" => "SE", _ => null };

    private static double? Positive(double? amount) => amount > 0 ? amount : null;

    private void ReadText(Record record, string? country)
    {
        foreach (var (path, from) in (ReadOnlySpan<(FieldPath, string)>)[(ListingPaths.TitleRaw, "title_raw"), (ListingPaths.DescriptionText, "description.text")])
        {
            if (record.GetString(path) is { Length: > 0 } text && _parser.Value.Find(text, country) is { } pay)
            {
                Write(record, pay, text.Substring(pay.Start, pay.Length), "text", $"{from}[{pay.Start}..{pay.Start + pay.Length}]");
                return;
            }
        }
    }

    /// <summary>Keeps the source's numbers; currency and period come from its fields, then from its text, then from country and size.</summary>
    private void Complete(Record record, double? min, double? max, string? raw, string? country)
    {
        if (min > max)
        {
            (min, max) = (max, min);
        }

        var text = raw is null ? null : _parser.Value.Find(raw, country);
        var given = record.GetString(ListingPaths.SalaryCurrency);
        var currency = given is { Length: 3 } ? given.ToUpperInvariant() : text?.Currency ?? SalaryWords.Instance.Resolve(given, country);
        var word = PayPeriods.OfWord(record.GetString(ListingPaths.SalaryPeriod));
        var period = word ?? text?.Period ?? PayPeriods.BySize((min ?? max)!.Value, currency);
        if (max > min * WidestRange && period is "year" && min < LeastThousands && min * Thousand <= max)
        {
            // "45 to 90,000 a year": the least is in thousands.
            Write(record, new Pay(min * Thousand, max, currency, period, 0, 0, "salary.field_thousands", 0.7), raw, "field", "base_salary");
            return;
        }

        if (period is "year" && (max ?? min) < LeastThousands)
        {
            // Nobody is paid 15 to 18 a year: the figures are kept, but what they are by the year is not known.
            Write(record, new Pay(min, max, currency, period, 0, 0, UnclearRule, 0.3), raw, "field", "base_salary");
            return;
        }

        if (max > min * WidestRange)
        {
            // 52,000 to 19 an hour: two figures of different periods. The one that fits the period stays.
            (min, max) = (period is "year" or "month" ? max : min, null);
            Write(record, new Pay(min, max, currency, period, 0, 0, "salary.field_one_side", 0.5), raw, "field", "base_salary");
            return;
        }

        var rule = word is null && text is null ? "salary.field_by_size" : "salary.field";
        Write(record, new Pay(min, max, currency, period, 0, 0, rule, word is null ? 0.8 : 0.98), raw, "field", "base_salary");
    }

    private static void Write(Record record, Pay pay, string? raw, string origin, string from)
    {
        var perYear = pay.Rule == UnclearRule ? null : PayPeriods.PerYear(pay.Period);
        var rule = pay.Rule + Version;
        record.Set(ListingPaths.SalaryMin, pay.Min);
        record.Set(ListingPaths.SalaryMax, pay.Max);
        record.Set(ListingPaths.SalaryCurrency, pay.Currency);
        record.Set(ListingPaths.SalaryPeriod, pay.Period);
        record.Set(ListingPaths.SalaryAnnualMin, PerYear(pay.Min, perYear));
        record.Set(ListingPaths.SalaryAnnualMax, PerYear(pay.Max, perYear));
        record.Set(ListingPaths.SalaryRaw, raw);
        record.Set(ListingPaths.SalaryOrigin, origin);
        Provenance.Add(record, "/base_salary", from, rule, pay.Confidence);
        if (perYear is not null)
        {
            Provenance.Add(record, "/base_salary/annual_min", "base_salary", $"salary.per_year_{pay.Period}{Version}", pay.Confidence);
        }
    }

    private static double? PerYear(double? amount, double? factor) => amount * factor is { } value ? Math.Round(value, 2) : null;
}
