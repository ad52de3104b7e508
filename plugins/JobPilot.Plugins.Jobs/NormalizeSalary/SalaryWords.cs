using System.Buffers;
using System.Globalization;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Currencies and the words around an amount, from <c>currencies.tsv</c> and <c>salary-words.tsv</c>. Immutable once loaded.</summary>
internal sealed class SalaryWords
{
    /// <summary>The shipped table of currencies.</summary>
    public const string Currencies = "currencies.tsv";

    /// <summary>The shipped table of words.</summary>
    public const string Words = "salary-words.tsv";

    private static readonly Lazy<SalaryWords> Loaded = new(() => new SalaryWords(RuleSet.Shipped));

    /// <summary>Months of a year, that a bare amount in dollars or pesos is compared by.</summary>
    private const double Months = 12;
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PaySize> _sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _periods;

    /// <summary>The last word of each period and of each qualifier: "month" of "per month", "rata" of "pro rata".</summary>
    private readonly string[] _timeUnits;

    private SalaryWords(RuleSet rules)
    {
        var symbols = new List<(string, string)>();
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rules.Rows(Currencies))
        {
            switch (row[0])
            {
                case "symbol":
                    symbols.Add((row[1], row[2]));
                    break;
                case "word":
                    words.TryAdd(row[1], row[2]);
                    break;
                case "size":
                    _sizes.TryAdd(row[1], new PaySize(Number(row[2]), Number(row[3]), Number(row[4])));
                    break;
                default:
                    _countries.TryAdd(row[1], row[2]);
                    break;
            }
        }

        Symbols = rules.Changes(Currencies) ? [.. symbols.OrderByDescending(symbol => symbol.Item1.Length)] : [.. symbols];
        SymbolEnds = SearchValues.Create([.. Symbols.Select(symbol => symbol.Symbol[^1])]);
        CurrencyWords = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var rows = rules.Rows(Words).ToList();
        string[] Phrases(string role) => [.. rows.Where(row => row[0] == role).Select(row => row[1]).Distinct().OrderByDescending(phrase => phrase.Length)];
        PhraseSet Set(string role) => new(Phrases(role));
        _periods = rows.Where(row => row[0] == "period").DistinctBy(row => row[1].TrimStart('*')).ToDictionary(row => row[1].TrimStart('*'), row => row[2], StringComparer.Ordinal);
        Periods = Set("period");
        Qualifiers = Set("qualifier");
        _timeUnits = [.. _periods.Keys.Concat(Phrases("qualifier")).Select(LastWord).Where(word => word.Length > 0).Distinct()];
        Pay = Set("pay");
        PayHints = Set("pay_hint");
        NotBefore = Set("not_before");
        NotAfter = Set("not_after");
        Business = Set("business");
        OnTop = Set("on_top");
        Premiums = Set("premium");
        Counted = Set("counted");
        Each = Set("each");
        Ceiling = Set("ceiling");
        Floor = Set("floor");
        CeilingBehind = Set("ceiling_behind");
        FloorBehind = Set("floor_behind");
        FloorNames = Set("floor_name");
        BaseNames = Set("base_name");
        TargetNames = Set("target_name");
        WorkingTime = Set("working_time");
        Besides = Set("besides");
        Connectors = [.. rows.Where(row => row[0] == "connector").Select(row => (row[1], row.Length > 2 ? row[2] : "")).OrderByDescending(connector => connector.Item1.Length)];
        ConnectorStarts = SearchValues.Create([.. Connectors.Select(connector => connector.Text[0])]);
        RangeLeads = Set("range_lead");
        Fillers = Phrases("filler");
        Additions = [.. rows.Where(row => row[0] == "addition").Select(row => " " + row[1])];
        Scales = [.. rows.Where(row => row[0] == "scale").Select(row => (row[1], Number(row[2]))).OrderByDescending(scale => scale.Item1.Length)];
        ScaleStarts = SearchValues.Create([.. Scales.Select(scale => scale.Word[0])]);
        Attached = Phrases("attached");
    }

    /// <summary>The words, loaded on first use.</summary>
    public static SalaryWords Instance => Loaded.Value;

    /// <summary>The words with what the user's files change.</summary>
    public static SalaryWords Of(RuleSet rules) => rules.Changes(Currencies) || rules.Changes(Words) ? new SalaryWords(rules) : Instance;

    /// <summary>Symbols, longer ones first; "$", "¥" and "kr" stand for several currencies.</summary>
    public (string Symbol, string Currency)[] Symbols { get; }

    /// <summary>Letters that a symbol may end with.</summary>
    public SearchValues<char> SymbolEnds { get; }

    /// <summary>Codes and words.</summary>
    public Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> CurrencyWords { get; }

    /// <summary>Phrases that name a period.</summary>
    public PhraseSet Periods { get; }

    /// <summary>Words that say that an amount is pay.</summary>
    public PhraseSet Pay { get; }

    /// <summary>Names of fixed pay: "base salary".</summary>
    public PhraseSet BaseNames { get; }

    /// <summary>Names of what is earned on target: "OTE".</summary>
    public PhraseSet TargetNames { get; }

    /// <summary>Words that make pay likely, and do not outweigh one that says otherwise: "offer".</summary>
    public PhraseSet PayHints { get; }

    /// <summary>Words before an amount that is no pay.</summary>
    public PhraseSet NotBefore { get; }

    /// <summary>Words behind an amount that is no pay.</summary>
    public PhraseSet NotAfter { get; }

    /// <summary>Words on either side of what a business earns, spends and sells: "deals".</summary>
    public PhraseSet Business { get; }

    /// <summary>Words on either side of what comes on top of pay, and is never as large: "bonus".</summary>
    public PhraseSet OnTop { get; }

    /// <summary>Names of what the hour or the shift is paid on top: "shift differential".</summary>
    public PhraseSet Premiums { get; }

    /// <summary>What a plus sign may add to pay: "benefits" of "70k+ benefits".</summary>
    public PhraseSet Besides { get; }

    /// <summary>What is counted by a number without a currency: "users".</summary>
    public PhraseSet Counted { get; }

    /// <summary>Words behind an amount that is for one of what they name: "per".</summary>
    public PhraseSet Each { get; }

    /// <summary>Words before an amount that is the most.</summary>
    public PhraseSet Ceiling { get; }

    /// <summary>Words before an amount that is the least.</summary>
    public PhraseSet Floor { get; }

    /// <summary>Words behind an amount that is the most.</summary>
    public PhraseSet CeilingBehind { get; }

    /// <summary>Words behind an amount that is the least.</summary>
    public PhraseSet FloorBehind { get; }

    /// <summary>Names of pay that is the least, anywhere before an amount: "minimum salary".</summary>
    public PhraseSet FloorNames { get; }

    /// <summary>Words before a period that says how long one works: "hours" of "40 hours per week".</summary>
    public PhraseSet WorkingTime { get; }

    /// <summary>Words between an amount and the connector of its range: "gross".</summary>
    public PhraseSet Qualifiers { get; }

    /// <summary>What stands between the amounts of a range, longest first, and what it needs to make a range: nothing, "lead" for one of <see cref="RangeLeads"/>, "currency" for that or a currency.</summary>
    public (string Text, string Needs)[] Connectors { get; }

    /// <summary>Letters that a connector may begin with.</summary>
    public SearchValues<char> ConnectorStarts { get; }

    /// <summary>Words before a range: "between".</summary>
    public PhraseSet RangeLeads { get; }

    /// <summary>Words and signs that may stand between a word of <see cref="Ceiling"/> or <see cref="Floor"/> and the amount.</summary>
    public string[] Fillers { get; }

    /// <summary>What follows them comes on top of the amount before them; with the blank before them, in order.</summary>
    public string[] Additions { get; }

    /// <summary>Words behind a number and what each multiplies it by, longest first; 0 for million and the like: no one's pay.</summary>
    public (string Word, double Times)[] Scales { get; }

    /// <summary>Letters that such a word may begin with.</summary>
    public SearchValues<char> ScaleStarts { get; }

    /// <summary>What may be written onto an amount: "60000pa".</summary>
    public string[] Attached { get; }

    /// <summary>The period that a phrase of <see cref="Periods"/> names.</summary>
    public string PeriodOf(string phrase) => _periods[phrase];

    /// <summary>Whether a word behind "per" is one of a period; one at the end of a text may be cut off.</summary>
    public bool IsTimeUnit(ReadOnlySpan<char> word, bool isCutOff)
    {
        foreach (var unit in _timeUnits)
        {
            if (word.SequenceEqual(unit) || (isCutOff && unit.AsSpan().StartsWith(word)))
            {
                return true;
            }
        }

        return Periods.EndsWith(word);
    }

    /// <summary>How large pay is in a currency.</summary>
    public PaySize SizeOf(string? currency) => currency is not null && _sizes.TryGetValue(currency, out var size) ? size : PaySize.Default;

    /// <summary>Whether a currency may be written as a dollar sign.</summary>
    public static bool IsDollarOrPeso(string currency) => currency[^1] == 'D' || IsPeso(currency);

    /// <summary>The code of a currency: what several have in common is decided by the country.</summary>
    /// <param name="currency">Code or sign; null where none is written.</param>
    /// <param name="country">Alpha-2 of the posting's country; null where it is unknown.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="period">Its period; null where none is named.</param>
    public string? Resolve(string? currency, string? country, double amount, string? period)
    {
        var own = country is null ? null : _countries.GetValueOrDefault(country);
        return currency switch
        {
            null => own,
            "$" when own is not null && IsPeso(own) => IsPaid(own, amount, period) ? own : "USD",
            "$" => own is "CAD" or "AUD" or "NZD" or "SGD" or "HKD" ? own : "USD",
            "¥" => own is "CNY" ? own : "JPY",
            "kr" => own is "NOK" or "DKK" or "SEK" or "ISK" ? own : null,
            _ => currency,
        };
    }

    /// <summary>Whether a currency is one of the pesos that are written with the dollar's sign alone.</summary>
    private static bool IsPeso(string currency) => currency is "MXN" or "ARS" or "CLP" or "COP";

    /// <summary>Whether anyone is paid so little in a currency: "$3,000 a month" in Colombia is of dollars.</summary>
    private bool IsPaid(string currency, double amount, string? period) => amount * (PayPeriods.PerYear(period) ?? Months) >= SizeOf(currency).Month * Months;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string LastWord(string phrase)
    {
        var end = phrase.Length;
        while (end > 0 && !char.IsLetter(phrase[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsLetter(phrase[start - 1]))
        {
            start--;
        }

        return phrase[start..end];
    }
}
