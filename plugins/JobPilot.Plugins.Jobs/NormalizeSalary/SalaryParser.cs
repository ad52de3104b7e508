using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Finds pay in a text: every amount is read with its currency, joined to a range, and judged by the words around it. Thread-safe.
/// </summary>
internal sealed class SalaryParser(SalaryWords words)
{
    /// <summary>Smaller amounts are pay only where a word says so, or for what time.</summary>
    private const double LeastUnnamed = 10;

    private const int ShortText = 48;

    /// <summary>A range of such figures that is all that a field says is pay by the year.</summary>
    private const double LeastBare = 10_000;

    /// <summary>Smaller amounts that are said to be by the year are what an employer adds: a budget for courses, a subsidy.</summary>
    private const double LeastStatedYear = 5_000;
    private const double LeastStatedMonth = 300;

    /// <summary>Larger amounts in a major currency are not what a month or a week pays, whatever word stands near.</summary>
    private const double MostMajorMonth = 40_000;
    private const double MostMajorWeek = 15_000;
    private const int BeforeLength = 72;
    private const int AfterLength = 48;
    private const int NearName = 24;
    private const int Enough = 3;
    private const double MostBonus = 40_000;

    /// <summary>Ends in the wrong order lie at most so far apart; others are two figures.</summary>
    private const double MostReversal = 2;

    /// <summary>A bare yearly figure above it is turnover, savings or a budget, unless a word, a range or a period says that it is pay.</summary>
    private const double MostUnnamed = 400_000;
    private const double LeastPerYear = 2_000;
    private const double MostPerYear = 3_000_000;
    private static readonly string[] Connectors = ["-", "~", "to", "bis", "a", "and", "und", "y", "et", "tot", "do", "hasta", "maximum:", "maximum", "/"];
    private static readonly string[] Fillers = ["of", "a", "an", "circa", "ca.", "ca", "c.", "approx.", "approx", "approximately", "rund", "etwa", ":", "-", "("];

    /// <summary>What follows them comes on top of the amount before them.</summary>
    private static readonly string[] Additions = [" plus ", " zzgl", " zuzuglich ", " sowie ", " as well as ", " including ", " inkl", " inclusive ", " doe", " depending ", " dependent "];

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(";|•\n!?*");
    private static readonly SearchValues<char> PhraseEnds = SearchValues.Create("+,.;:|()•\n*");
    private readonly SalaryWords _words = words;

    /// <summary>Finds the pay that a text states.</summary>
    /// <param name="text">A pay field or a whole description.</param>
    /// <param name="country">Alpha-2 of the posting's country; null where it is unknown.</param>
    /// <returns>The best candidate; null where the text states no pay.</returns>
    public Pay? Find(string text, string? country)
    {
        char[]? rented = null;
        var folded = text.Length <= 512 ? stackalloc char[text.Length] : (rented = ArrayPool<char>.Shared.Rent(text.Length)).AsSpan(0, text.Length);
        try
        {
            Folding.Fold(text, folded);
            return Find(folded, country);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private Pay? Find(ReadOnlySpan<char> text, string? country)
    {
        Pay? best = null;
        var bestScore = 0;
        var at = 0;
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAnyInRange('0', '9');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (!AmountReader.TryRead(text, at, _words, out var low))
            {
                at = SkipDigits(text, Math.Max(low.End, at + 1));
                continue;
            }

            var high = default(Amount);
            var isRange = TryReadRange(text, ref low, ref high);
            var end = isRange ? high.End : low.End;
            var score = Judge(text, low, high, isRange, country, out var pay);
            if (pay is not null && score > bestScore)
            {
                (best, bestScore) = (pay, score);
            }

            at = SkipDigits(text, end);
        }

        return best;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private bool TryReadRange(ReadOnlySpan<char> text, ref Amount low, ref Amount high)
    {
        var at = SkipSpaces(text, SkipPeriod(text, low.End));
        var isPair = IsBetween(text[..low.Start]);
        foreach (var connector in Connectors)
        {
            if (!text[at..].StartsWith(connector))
            {
                continue;
            }

            var from = SkipSpaces(text, at + connector.Length);
            if (char.IsLetter(connector[0]) && connector[^1] != ':' && from == at + connector.Length)
            {
                continue;
            }

            // Between the connector and the digits only a currency may stand.
            var digits = text[from..Math.Min(text.Length, from + 6)].IndexOfAnyInRange('0', '9');
            if (digits < 0 || !AmountReader.TryRead(text, from + digits, _words, out high) || high.Start > from)
            {
                return false;
            }

            low.Currency ??= high.Currency;
            if (low.Currency == "$" && high.Currency is not null)
            {
                low.Currency = high.Currency;
            }

            Align(ref low, high);
            if (high.Value < low.Value && high.Value * MostReversal >= low.Value && low.Scale == high.Scale)
            {
                // "between $50,000 and $40,000": both ends stand, in the wrong order.
                (low.Value, high.Value) = (high.Value, low.Value);
            }

            return high.Value >= low.Value && (connector is not ("/" or "a" or "and" or "y" or "et") || low.Currency is not null || isPair);
        }

        return false;
    }

    /// <summary>Gives "42-48K" and "100-120,000" the scale of the second amount.</summary>
    private static void Align(ref Amount low, in Amount high)
    {
        if (low.Scale == 1 && high.Scale > 1 && low.Value <= high.Value / high.Scale)
        {
            low.Scale = high.Scale;
            low.Value *= high.Scale;
        }
        else if (low.Scale == 1 && low.Value < 1000 && high.Value >= 10_000 && low.Value * 1000 <= high.Value)
        {
            low.Value *= 1000;
        }
    }

    private static int SkipSpaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n')
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the period ends that stands before a range's connector: "$150,000 per year - $167,000 per year".</summary>
    private int SkipPeriod(ReadOnlySpan<char> text, int at)
    {
        var from = SkipSpaces(text, at);
        foreach (var (phrase, _) in _words.Periods)
        {
            if (Folding.HasPhraseAt(text, from, phrase) && SkipSpaces(text, from + phrase.Length) is var behind && behind < text.Length && text[behind] == '-')
            {
                return from + phrase.Length;
            }
        }

        return at;
    }

    private static bool IsBetween(ReadOnlySpan<char> before)
    {
        var lead = before.TrimEnd(" :£€$");
        return lead.EndsWith("between") || lead.EndsWith("zwischen") || lead.EndsWith("entre") || lead.EndsWith("tussen");
    }

    private int Judge(ReadOnlySpan<char> text, in Amount low, in Amount high, bool isRange, string? country, out Pay? pay)
    {
        pay = null;
        var end = isRange ? high.End : low.End;
        var isShort = text.Length <= ShortText;
        var isScaled = low.Scale > 1;
        if (low.IsHuge || high.IsHuge || (low.Currency is null && !isScaled && !isRange && low.Value < 1000))
        {
            return 0;
        }

        var before = text[Math.Max(0, low.Start - BeforeLength)..low.Start];
        before = before[(before.LastIndexOfAny(SentenceEnds) + 1)..];
        var after = text[end..Math.Min(text.Length, end + AfterLength)];
        var (payAt, _) = Last(before, _words.Pay);
        var isNamed = payAt >= 0 && before.Length - payAt <= NearName;
        var isWhole = isRange && low.Start == 0 && end == text.Length && low.Value >= LeastBare;
        if (low.Currency is null && low.Scale < 100_000 && !(isNamed && (isScaled || low.Value >= 10_000)) && !(isShort && isRange && isScaled) && !isWhole)
        {
            return 0;
        }

        var (notAt, _) = Last(before, _words.NotBefore);
        if ((notAt > payAt && before.Length - notAt <= 44) || HasNotAfter(after, low.Value))
        {
            return 0;
        }

        if (!isShort && IsCutOff(text, end))
        {
            return 0;
        }

        var period = FindPeriod(before, after, out var isNear);
        var (min, max) = Bounds(low, high, isRange, before);
        var amount = min ?? max!.Value;
        var currency = low.Scale >= 100_000 && low.Currency is null ? "INR" : _words.Resolve(low.Currency, country);
        var isMajor = currency is "USD" or "EUR" or "GBP" or "CHF" or "CAD" or "AUD";
        if (isMajor && !isScaled && !isRange && isNear == 2 && ((period == "year" && amount <= LeastStatedYear) || (period == "month" && amount < LeastStatedMonth)))
        {
            return 0;
        }

        if (period is null && payAt < 0 && amount < LeastUnnamed)
        {
            // "PHP 4-6" is a version of the language.
            return 0;
        }

        var isTooMuch = isMajor && ((period == "month" && amount > MostMajorMonth) || (period == "week" && amount > MostMajorWeek));
        period = period is null || isTooMuch || !IsPlausible(amount, period, low.Scale) ? PayPeriods.BySize(amount, currency) : period;
        var perYear = amount * (PayPeriods.PerYear(period) ?? 1);
        if (perYear < LeastPerYear || (perYear > MostPerYear && isMajor))
        {
            return 0;
        }

        var isYearly = amount >= 10_000;
        var score = (payAt >= 0 || Last(after[..Math.Min(after.Length, 24)], _words.Pay).At >= 0 ? 3 : 0)
            + (isRange ? 2 : 0) + (isNear == 2 ? 2 : isNear == 1 ? 1 : 0) + (isYearly ? 1 : 0) + (low.Currency is not null ? 1 : 0)
            + (low.Scale >= 100_000 ? 2 : 0) + (isWhole ? 1 : 0);
        if (score < Enough && !(low.Currency is not null && isYearly && amount <= MostUnnamed))
        {
            return 0;
        }

        var rule = isRange ? "salary.range" : min is null ? "salary.ceiling" : max is null ? "salary.floor" : "salary.single";
        pay = new Pay(min, max, currency, period, low.Start, end - low.Start, rule, Math.Min(0.98, 0.55 + (score * 0.06)));
        return score;
    }

    /// <summary>Whether a description ends within the amount, as those do that a source cuts: the figure is not whole.</summary>
    private static bool IsCutOff(ReadOnlySpan<char> text, int end) =>
        (end == text.Length || text[end] == '…') && char.IsAsciiDigit(text[end - 1]) && !(end > 3 && char.IsAsciiDigit(text[end - 2]) && text[end - 3] is '.' or ',');

    private (double? Min, double? Max) Bounds(in Amount low, in Amount high, bool isRange, ReadOnlySpan<char> before)
    {
        if (isRange)
        {
            return high.IsFloor ? (low.Value, null) : (low.Value, high.Value);
        }

        var lead = before.TrimEnd(" :£€$(");
        var trimmed = true;
        while (trimmed)
        {
            if (EndsWith(lead, _words.Ceiling))
            {
                return (null, low.Value);
            }

            if (EndsWith(lead, _words.Floor))
            {
                return (low.Value, null);
            }

            trimmed = false;
            foreach (var filler in Fillers)
            {
                if (lead.EndsWith(filler) && !(char.IsLetter(filler[0]) && Folding.IsWordAt(lead, lead.Length - filler.Length - 1)))
                {
                    lead = lead[..^filler.Length].TrimEnd(' ');
                    trimmed = lead.Length > 0;
                    break;
                }
            }
        }

        return low.IsFloor ? (low.Value, null) : (low.Value, low.Value);
    }

    private bool HasNotAfter(ReadOnlySpan<char> after, double amount)
    {
        if (Folding.IsWordAt(after, 0))
        {
            // A letter directly behind the amount begins another sentence.
            return false;
        }

        var end = after.IndexOfAny(PhraseEnds);
        var near = after[..Math.Min(end < 0 ? after.Length : end, 40)];
        foreach (var addition in Additions)
        {
            near = near.IndexOf(addition, StringComparison.Ordinal) is >= 0 and var begins ? near[..begins] : near;
        }

        foreach (var phrase in _words.NotAfter)
        {
            // No bonus is as large as pay: "up to 90,000 GBP Bonus" lost a comma.
            if (Folding.FindPhrase(near, phrase) >= 0 && !(amount >= MostBonus && phrase == "bonus"))
            {
                return true;
            }
        }

        return false;
    }

    private string? FindPeriod(ReadOnlySpan<char> before, ReadOnlySpan<char> after, out int isNear)
    {
        isNear = 0;
        var first = int.MaxValue;
        string? period = null;
        var line = after.IndexOfAny(SentenceEnds);
        var near = line < 0 ? after : after[..line];
        foreach (var (phrase, says) in _words.Periods)
        {
            // "per dayStart": cleaned text lost the line end.
            var at = phrase.StartsWith("per ", StringComparison.Ordinal) ? near.IndexOf(phrase, StringComparison.Ordinal) : Folding.FindPhrase(near, phrase);
            if (at >= 0 && at < first && !IsOfWorkingTime(near[..at]))
            {
                (first, period, isNear) = (at, says, at <= 24 ? 2 : 1);
            }
        }

        if (period is not null && first <= 24)
        {
            return period;
        }

        var last = -1;
        foreach (var (phrase, says) in _words.Periods)
        {
            var at = LastPhrase(before, phrase);
            if (at > last && !IsOfWorkingTime(before[..at]))
            {
                (last, period, isNear) = (at, says, 1);
            }
        }

        return period;
    }

    /// <summary>Whether a period says how long one works, not what for one is paid: "40 hours per week", "12 Monate".</summary>
    private bool IsOfWorkingTime(ReadOnlySpan<char> before)
    {
        var lead = before.TrimEnd(" -(/a");
        return (lead.Length > 0 && char.IsAsciiDigit(lead[^1]) && lead.Length < before.Length && before[^1] == ' ' && !HasCurrency(lead)) || EndsWith(lead, _words.WorkingTime);
    }

    private static bool HasCurrency(ReadOnlySpan<char> lead) => lead.IndexOfAny("$£€₹") >= 0;

    private static bool IsPlausible(double amount, string period, double scale) => period switch
    {
        "hour" => amount <= 1_500 || scale > 1,
        "day" => amount is >= 20 and <= 20_000,
        "week" => amount is >= 50 and <= 50_000,
        "month" => amount >= 100,
        _ => amount >= 1_000,
    };

    private static bool EndsWith(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.EndsWith(phrase) && !Folding.IsWordAt(text, text.Length - phrase.Length - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static (int At, string? Phrase) Last(ReadOnlySpan<char> text, string[] phrases)
    {
        var last = -1;
        string? found = null;
        foreach (var phrase in phrases)
        {
            var at = LastPhrase(text, phrase);
            if (at > last)
            {
                (last, found) = (at, phrase);
            }
        }

        return (last, found);
    }

    private static int LastPhrase(ReadOnlySpan<char> text, string phrase)
    {
        var at = text.LastIndexOf(phrase, StringComparison.Ordinal);
        return at >= 0 && Folding.HasPhraseAt(text, at, phrase) ? at : -1;
    }
}
