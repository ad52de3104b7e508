using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Judges by the words around an amount whether it is pay, of what kind and for what time. Thread-safe.</summary>
internal sealed class PayJudge(SalaryWords words)
{
    /// <summary>What ends the sentence around an amount.</summary>
    public static readonly SearchValues<char> SentenceEnds = SearchValues.Create(";|•\n!?*");

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

    /// <summary>A bare yearly figure above it is turnover, savings or a budget, unless a word, a range or a period says that it is pay.</summary>
    private const double MostUnnamed = 400_000;
    private const double LeastPerYear = 2_000;
    private const double MostPerYear = 3_000_000;

    private static readonly SearchValues<char> PhraseEnds = SearchValues.Create("+,.;:|()•\n*");
    private readonly PeriodFinder _periods = new(words);

    /// <summary>Judges an amount or a range.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="low">The amount, or the range's first.</param>
    /// <param name="high">The range's second.</param>
    /// <param name="isRange">Whether it is a range.</param>
    /// <param name="country">Alpha-2 of the posting's country; null where it is unknown.</param>
    /// <param name="pay">The pay; null where it is none.</param>
    /// <returns>How much speaks for it; 0 where it is no pay.</returns>
    public int Judge(ReadOnlySpan<char> text, in Amount low, in Amount high, bool isRange, string? country, out Pay? pay)
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
        var payAt = PhraseSearch.Last(before, words.Pay);
        var isNamed = payAt >= 0 && before.Length - payAt <= NearName;
        var isWhole = isRange && low.Start == 0 && end == text.Length && low.Value >= LeastBare;
        if (low.Currency is null && low.Scale < 100_000 && !(isNamed && (isScaled || low.Value >= 10_000)) && !(isShort && isRange && isScaled) && !isWhole)
        {
            return 0;
        }

        var notAt = PhraseSearch.Last(before, words.NotBefore);
        if ((notAt > payAt && before.Length - notAt <= 44) || HasNotAfter(after, low.Value))
        {
            return 0;
        }

        if (!isShort && IsCutOff(text, end))
        {
            return 0;
        }

        var period = _periods.Find(before, after, out var isNear);
        var (min, max) = Bounds(low, high, isRange, before);
        var amount = min ?? max!.Value;
        var currency = low.Scale >= 100_000 && low.Currency is null ? "INR" : words.Resolve(low.Currency, country);
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
        var score = (payAt >= 0 || PhraseSearch.Last(after[..Math.Min(after.Length, 24)], words.Pay) >= 0 ? 3 : 0)
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
            if (PhraseSearch.EndsWith(lead, words.Ceiling))
            {
                return (null, low.Value);
            }

            if (PhraseSearch.EndsWith(lead, words.Floor))
            {
                return (low.Value, null);
            }

            trimmed = false;
            foreach (var filler in words.Fillers)
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
        foreach (var addition in words.Additions)
        {
            near = near.IndexOf(addition, StringComparison.Ordinal) is >= 0 and var begins ? near[..begins] : near;
        }

        foreach (var phrase in words.NotAfter)
        {
            // No bonus is as large as pay: "up to 90,000 GBP Bonus" lost a comma.
            if (Folding.FindPhrase(near, phrase) >= 0 && !(amount >= MostBonus && phrase == "bonus"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlausible(double amount, string period, double scale) => period switch
    {
        "hour" => amount <= 1_500 || scale > 1,
        "day" => amount is >= 20 and <= 20_000,
        "week" => amount is >= 50 and <= 50_000,
        "month" => amount >= 100,
        _ => amount >= 1_000,
    };
}
