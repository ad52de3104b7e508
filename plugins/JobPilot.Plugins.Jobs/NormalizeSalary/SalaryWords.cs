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
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);

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
                default:
                    _countries.TryAdd(row[1], row[2]);
                    break;
            }
        }

        Symbols = rules.Changes(Currencies) ? [.. symbols.OrderByDescending(symbol => symbol.Item1.Length)] : [.. symbols];
        CurrencyWords = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var rows = rules.Rows(Words).ToList();
        Periods = [.. rows.Where(row => row[0] == "period").Select(row => (row[1], row[2])).OrderByDescending(period => period.Item1.Length)];
        PeriodStarts = SearchValues.Create([.. Periods.Select(period => period.Phrase[0])]);
        string[] Phrases(string role) => [.. rows.Where(row => row[0] == role).Select(row => row[1]).Distinct().OrderByDescending(phrase => phrase.Length)];
        Pay = Phrases("pay");
        NotBefore = Phrases("not_before");
        NotAfter = Phrases("not_after");
        Ceiling = Phrases("ceiling");
        Floor = Phrases("floor");
        WorkingTime = Phrases("working_time");
        Connectors = [.. rows.Where(row => row[0] == "connector").Select(row => (row[1], row.Length > 2 && row[2] == "currency")).OrderByDescending(connector => connector.Item1.Length)];
        RangeLeads = Phrases("range_lead");
        Fillers = Phrases("filler");
        Additions = [.. rows.Where(row => row[0] == "addition").Select(row => " " + row[1])];
        Scales = [.. rows.Where(row => row[0] == "scale").Select(row => (row[1], double.Parse(row[2], CultureInfo.InvariantCulture))).OrderByDescending(scale => scale.Item1.Length)];
        Attached = Phrases("attached");
    }

    /// <summary>The words, loaded on first use.</summary>
    public static SalaryWords Instance => Loaded.Value;

    /// <summary>The words with what the user's files change.</summary>
    public static SalaryWords Of(RuleSet rules) => rules.Changes(Currencies) || rules.Changes(Words) ? new SalaryWords(rules) : Instance;

    /// <summary>Symbols, longer ones first; "$", "¥" and "kr" stand for several currencies.</summary>
    public (string Symbol, string Currency)[] Symbols { get; }

    /// <summary>Codes and words.</summary>
    public Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> CurrencyWords { get; }

    /// <summary>Phrases of periods, longest first.</summary>
    public (string Phrase, string Period)[] Periods { get; }

    /// <summary>Letters that a period's phrase may begin with.</summary>
    public SearchValues<char> PeriodStarts { get; }

    /// <summary>Words that say that an amount is pay.</summary>
    public string[] Pay { get; }

    /// <summary>Words before an amount that is no pay.</summary>
    public string[] NotBefore { get; }

    /// <summary>Words behind an amount that is no pay.</summary>
    public string[] NotAfter { get; }

    /// <summary>Words before an amount that is the most.</summary>
    public string[] Ceiling { get; }

    /// <summary>Words before an amount that is the least.</summary>
    public string[] Floor { get; }

    /// <summary>Words before a period that says how long one works: "hours" of "40 hours per week".</summary>
    public string[] WorkingTime { get; }

    /// <summary>What stands between the amounts of a range, longest first, and whether that makes a range only beside a currency or behind one of <see cref="RangeLeads"/>.</summary>
    public (string Text, bool NeedsCurrency)[] Connectors { get; }

    /// <summary>Words before a range: "between".</summary>
    public string[] RangeLeads { get; }

    /// <summary>Words and signs that may stand between a word of <see cref="Ceiling"/> or <see cref="Floor"/> and the amount.</summary>
    public string[] Fillers { get; }

    /// <summary>What follows them comes on top of the amount before them; with the blank before them, in order.</summary>
    public string[] Additions { get; }

    /// <summary>Words behind a number and what each multiplies it by, longest first; 0 for million and the like: no one's pay.</summary>
    public (string Word, double Times)[] Scales { get; }

    /// <summary>What may be written onto an amount: "60000pa".</summary>
    public string[] Attached { get; }

    /// <summary>The code of a currency: what several have in common is decided by the country.</summary>
    public string? Resolve(string? currency, string? country)
    {
        var own = country is null ? null : _countries.GetValueOrDefault(country);
        return currency switch
        {
            null => own,
            "$" => own is "CAD" or "AUD" or "NZD" or "SGD" or "HKD" ? own : "USD",
            "¥" => own is "CNY" ? own : "JPY",
            "kr" => own is "NOK" or "DKK" or "SEK" or "ISK" ? own : null,
            _ => currency,
        };
    }
}
