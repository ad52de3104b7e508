using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Refines <c>base_salary</c>: numbers that the source gives are kept and completed; where there are none, the raw pay text is read, then the
/// title, then the description.
/// </summary>
[Processor("normalize_salary", typeof(NormalizeSalaryOptions), Description = "Reads pay from fields and text: min, max, currency, period and what it is a year, also in one currency of your choice.")]
public sealed partial class NormalizeSalaryProcessor : IProcessor, ISelfCheck, IDisposable
{
    /// <summary>No employer's range is wider; such figures do not belong together.</summary>
    private const double WidestRange = 20;

    /// <summary>Numbers below it are thousands where the other end of a year's range is written out.</summary>
    private const double LeastThousands = 1_000;

    private const double Thousand = 1_000;
    private const string UnclearRule = "salary.field_unclear";
    private const string Version = "/1";
    private readonly NormalizeSalaryOptions _options;
    private readonly ComponentContext _context;
    private readonly RuleSet _rules;
    private readonly Lazy<SalaryWords> _words;
    private readonly Lazy<SalaryParser> _parser;

    /// <summary>What the shipped rules say, where the user's change them: to tell which of the two pay is of.</summary>
    private readonly Lazy<SalaryParser>? _shipped;
    private readonly SalaryConverter? _converter;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file or the table of rates cannot be read, or is wrong.</exception>
    public NormalizeSalaryProcessor(NormalizeSalaryOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _context = context;
        _rules = RuleBook.Open("normalize_salary", options.Rules, context);
        _words = new Lazy<SalaryWords>(() => SalaryWords.Of(_rules));
        _parser = new Lazy<SalaryParser>(() => new SalaryParser(_words.Value));
        _shipped = _rules.Changes(SalaryWords.Currencies) || _rules.Changes(SalaryWords.Words) ? new Lazy<SalaryParser>(() => new SalaryParser(SalaryWords.Instance)) : null;
        _converter = options is { ConvertTo: { } currency, Rates: { } rates } ? Converter(currency, rates) : null;
        if (IsTableOld)
        {
            LogTableIsOld(context.Logger, options.Rates!, _converter!.Table.Newest.ToString("O", CultureInfo.InvariantCulture), options.MaxRateAgeDays);
        }
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

        // What an earlier run of this processor found in the text is no field of the source; a period that it left open stays open.
        var origin = record.GetString(ListingPaths.SalaryOrigin);
        var isFromText = origin == "text";
        if (origin == "field" && (min ?? max) is not null && record.GetString(ListingPaths.SalaryPeriod) is null)
        {
            return Outcome.Keep;
        }

        if (!isFromText && (min ?? max) is not null)
        {
            Complete(record, min, max, raw, country);
        }
        else if (!isFromText && raw is not null && Find(raw, country) is { } stated)
        {
            Write(record, stated, raw, "field", "base_salary.raw");
        }
        else if (_options.ReadText)
        {
            ReadText(record, country);
        }

        return Outcome.Keep;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<Diagnostic>>(
        IsTableOld ? [new Diagnostic("normalize_salary.rates_old", $"The newest rate of `{_options.Rates}` is of {_converter!.Table.Newest:O}, more than {_options.MaxRateAgeDays} days ago.")
        {
            Severity = DiagnosticSeverity.Warning,
            Fix = "Add newer rates.",
        }]
        : []);

    /// <summary>Tells what could not be converted.</summary>
    public void Dispose()
    {
        if (_converter is null)
        {
            return;
        }

        if (_converter.Old > 0)
        {
            LogOldRates(_context.Logger, _options.Rates!, _converter.Old, _options.MaxRateAgeDays);
        }

        if (_converter.Missing.Count > 0)
        {
            var currencies = _converter.Missing.OrderByDescending(missing => missing.Value).ThenBy(missing => missing.Key, StringComparer.Ordinal);
            LogMissingRates(_context.Logger, _options.Rates!, _converter.Missing.Values.Sum(), string.Join(", ", currencies.Select(missing => $"{missing.Key} {missing.Value}")));
        }
    }

    private bool IsTableOld =>
        _converter is not null && DateOnly.FromDateTime(_context.Time.GetUtcNow().UtcDateTime).DayNumber - _converter.Table.Newest.DayNumber > _options.MaxRateAgeDays;

    private SalaryConverter Converter(string currency, string rates) =>
        RateFile.Read(rates, _context.ResolvePath, out var findings) is { } table
            ? new SalaryConverter(table, currency, Path.GetFileName(rates), _options.MaxRateAgeDays)
            : throw new FaultException(FaultKind.Fatal, findings[0].Line > 0 ? $"{findings[0].File}:{findings[0].Line} {findings[0].Message}" : findings[0].Message) { Code = findings[0].Code, Fix = findings[0].Fix };

    /// <summary>Finds pay; names the user's rule where the shipped ones would have found other pay.</summary>
    private Pay? Find(string text, string? country)
    {
        var pay = _parser.Value.Find(text, country);
        return pay is null || _shipped is null || _shipped.Value.Find(text, country) == pay ? pay : pay with { Rule = _rules.Responsible(text, SalaryWords.Currencies, SalaryWords.Words) };
    }

    /// <summary>The country of a language of which most postings are from one: it tells the krone or krona, and what a bare amount is in.</summary>
    private static string? CountryOf(string? language) => language switch { "nb" => "NO", "da" => "DK", "sv" => "SE", "zh" => "CN", "ja" => "JP", "ko" => "KR", _ => null };

    private static double? Positive(double? amount) => amount > 0 ? amount : null;

    private void ReadText(Record record, string? country)
    {
        foreach (var (path, from) in (ReadOnlySpan<(FieldPath, string)>)[(ListingPaths.TitleRaw, "title_raw"), (ListingPaths.DescriptionText, "description.text")])
        {
            if (record.GetString(path) is { Length: > 0 } text && Find(text, country) is { } pay)
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

        var text = raw is null ? null : Find(raw, country);
        var given = record.GetString(ListingPaths.SalaryCurrency);
        var word = PayPeriods.OfWord(record.GetString(ListingPaths.SalaryPeriod));
        var said = word ?? text?.Period ?? (raw is null ? null : _parser.Value.UnlistedPeriod(raw));
        var currency = given is { Length: 3 } ? given.ToUpperInvariant() : text?.Currency ?? _words.Value.Resolve(given, country, (min ?? max)!.Value, said);
        var size = _words.Value.SizeOf(currency);
        var period = said ?? size.Period((min ?? max)!.Value);
        if (max > min * WidestRange && period is "year" && min < LeastThousands && min * Thousand <= max && min * Thousand * WidestRange >= max && !PayBounds.IsTooMuchPerYear(max.Value, currency))
        {
            // "45 to 90,000 a year": the least is in thousands.
            Write(record, new Pay(min * Thousand, max, currency, period, 0, 0, "salary.field_thousands", 0.7), raw, "field", "base_salary");
            return;
        }

        var (rule, confidence) = said is null ? ("salary.field_by_size", 0.8) : ("salary.field", word is null ? 0.8 : 0.98);
        if (max > min * WidestRange && !(period is "year" && max < LeastThousands))
        {
            // 52,000 to 19 an hour: two figures of different periods. The one that fits the period stays.
            (min, max) = (period is "year" or "month" ? max : min, null);
            (rule, confidence) = ("salary.field_one_side", 0.5);
        }

        var amount = (min ?? max)!.Value;
        if (period is not null && PayBounds.IsTooMuch(amount, period, currency, size) && size.Period(amount) == "year" && !PayBounds.IsTooMuchPerYear(amount, currency))
        {
            // 50,000 an hour: the figure is that of a year.
            (period, rule, confidence) = ("year", "salary.field_other_period", 0.5);
        }

        if (PayPeriods.PerYear(period) is not { } times || PayBounds.IsTooLittle((max ?? min)!.Value, period!) || PayBounds.IsTooMuch(amount, period!, currency, size) || PayBounds.IsTooMuchPerYear(amount * times, currency))
        {
            // Nobody is paid 15 to 18 a year: the figures are kept, but what they are by the year is not known.
            (rule, confidence) = (UnclearRule, 0.3);
        }

        Write(record, new Pay(min, max, currency, period, 0, 0, rule, confidence), raw, "field", "base_salary");
    }

    private void Write(Record record, Pay pay, string? raw, string origin, string from)
    {
        var perYear = pay.Rule == UnclearRule ? null : PayPeriods.PerYear(pay.Period);
        var rule = pay.Rule + Version;
        record.Set(ListingPaths.SalaryMin, pay.Min);
        record.Set(ListingPaths.SalaryMax, pay.Max);
        record.Set(ListingPaths.SalaryCurrency, pay.Currency);
        record.Set(ListingPaths.SalaryPeriod, PayPeriods.IsListed(pay.Period) ? pay.Period : null);
        record.Set(ListingPaths.SalaryAnnualMin, PerYear(pay.Min, perYear));
        record.Set(ListingPaths.SalaryAnnualMax, PerYear(pay.Max, perYear));
        record.Set(ListingPaths.SalaryRaw, raw);
        record.Set(ListingPaths.SalaryOrigin, origin);
        Provenance.Add(record, "/base_salary", from, rule, pay.Confidence);
        if (perYear is null)
        {
            return;
        }

        var perYearRule = $"salary.per_year_{pay.Period}{Version}";
        foreach (var (amount, pointer) in (ReadOnlySpan<(double?, string)>)[(pay.Min, "/base_salary/annual_min"), (pay.Max, "/base_salary/annual_max")])
        {
            if (amount is not null)
            {
                Provenance.Add(record, pointer, "base_salary", perYearRule, pay.Confidence);
            }
        }

        if (_converter?.Convert(record, pay.Confidence) == false)
        {
            LogRateIsOld(_context.Logger, _options.Rates!, _options.MaxRateAgeDays);
        }
    }

    private static double? PerYear(double? amount, double? factor) => amount * factor is { } value ? Math.Round(value, 2) : null;
}
