using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Tells money that is no pay by the words around it: benefits, what a business turns over, pay by the piece. Thread-safe.</summary>
internal sealed class OtherMoney(SalaryWords words)
{
    private const int BeforeLength = 44;
    private const int AfterLength = 40;
    private const int LongestName = 32;
    private const int Adjacent = 3;
    private const int NameBehind = 16;
    private const int NearBusiness = 8;

    /// <summary>No bonus is larger: "up to 90,000 GBP Bonus" lost a comma.</summary>
    private const double MostOnTop = 40_000;

    /// <summary>No benefit that stands beside pay is larger: "Salary 25,500 per annum Paid training" are two.</summary>
    private const double MostBenefit = 15_000;
    private const double LeastMonthly = 1_000;
    private const int PieceWords = 3;

    /// <summary>Letters between an amount's period and the name of a premium, at most: "an hour for each night shift differential".</summary>
    private const int PremiumBehind = 16;

    /// <summary>No premium is larger where a word for pay stands before it: "Pay $24 an hour Shift differential".</summary>
    private const double MostPremium = 12;
    private static readonly SearchValues<char> PhraseEnds = SearchValues.Create("+,.;:|()•\n*");
    private static readonly SearchValues<char> PremiumEnds = SearchValues.Create("0123456789,;/$£€");

    /// <summary>Whether the text around an amount says that it is no pay.</summary>
    /// <param name="before">Text before it, of its sentence.</param>
    /// <param name="after">Text behind it.</param>
    /// <param name="amount">The amount, or the range's first.</param>
    /// <param name="isRange">Whether it is a range.</param>
    /// <param name="period">The period that stands directly behind it; null where none does.</param>
    /// <param name="isHourly">Whether it is said anywhere near to be by the hour.</param>
    /// <param name="isMajor">Whether it is in a currency of which tens of thousands are more than a bonus.</param>
    /// <param name="namedAt">Where a word before it says that it is pay; -1 where none does.</param>
    public bool Is(ReadOnlySpan<char> before, ReadOnlySpan<char> after, in Amount amount, bool isRange, string? period, bool isHourly, bool isMajor, int namedAt)
    {
        var mayBeOnTop = amount.Value < MostOnTop || !isMajor;
        if (IsPremiumBefore(before, namedAt))
        {
            return true;
        }

        if (IsNamedBefore(words.Business, before, namedAt) || IsNamedBefore(words.NotBefore, before, namedAt)
            || (mayBeOnTop && period != "hour" && IsNamedBefore(words.OnTop, before, namedAt)))
        {
            return true;
        }

        if (Folding.IsWordAt(after, 0) && !PhraseSet.HasNoBlanks(after[0]))
        {
            // A letter directly behind the amount begins another sentence.
            return false;
        }

        if (IsByThePiece(after) || ((namedAt < 0 || amount.Value < MostPremium) && IsPremiumBehind(after)))
        {
            return true;
        }

        var end = after.IndexOfAny(PhraseEnds);
        if (namedAt >= 0 && end >= 0 && after[end] == ':')
        {
            // "Salary: 30,000 Bonus: none": the next field's name.
            return false;
        }

        var near = after[..Math.Min(end < 0 ? after.Length : end, AfterLength)];
        if (words.Pay.First(near[..Math.Min(near.Length, NameBehind)], 0, out _) is > 0 and var payAt)
        {
            near = near[..payAt];
        }

        if (words.Business.First(near, 0, out _) is >= 0 and var businessAt && (namedAt < 0 || businessAt <= NearBusiness))
        {
            return true;
        }

        foreach (var addition in words.Additions)
        {
            near = near.IndexOf(addition, StringComparison.Ordinal) is >= 0 and var begins ? near[..begins] : near;
        }

        if (amount.Currency is null && words.Counted.First(near, 0, out _) is >= 0 and <= Adjacent)
        {
            return true;
        }

        var isLikelyPay = (namedAt >= 0 && (period is not null || isHourly || isRange || amount.Value >= LeastMonthly)) || period is "hour" || ((isRange || period is not null) && amount.Value >= MostBenefit);
        return (IsBehind(words.NotAfter, near, isLikelyPay) && (amount.Value < MostBenefit || !isLikelyPay))
            || (mayBeOnTop && IsBehind(words.OnTop, near, isLikelyPay) && (amount.Value < MostBenefit || !isLikelyPay));
    }

    /// <summary>Whether the amount is what a premium before it is: "shift differentials of $3.50".</summary>
    private bool IsPremiumBefore(ReadOnlySpan<char> before, int namedAt)
    {
        var at = words.Premiums.Last(before, out var phrase);
        if (at < 0 || at + phrase!.Length <= namedAt)
        {
            return false;
        }

        var between = before[(at + phrase.Length)..];
        return between.IndexOfAny(PremiumEnds) < 0 && !HasAddition(between);
    }

    /// <summary>Whether a premium's name stands directly behind the amount and its period: "$1.50/hr night premium".</summary>
    private bool IsPremiumBehind(ReadOnlySpan<char> after)
    {
        var at = after.Length > 0 && after[0] == ' ' ? 1 : 0;
        at += words.Periods.At(after, at)?.Length ?? 0;
        at += at > 0 && at < after.Length && after[at] == '.' ? 1 : 0;
        var near = after[Math.Min(at, after.Length)..];
        var begins = words.Premiums.First(near, 0, out _);
        return begins is >= 0 and <= PremiumBehind && near[..begins].IndexOfAny(PhraseEnds) < 0 && !HasAddition(near[..begins]);
    }

    private bool HasAddition(ReadOnlySpan<char> between)
    {
        foreach (var addition in words.Additions)
        {
            if (between.IndexOf(addition, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the phrases stands behind the word for pay, or goes beyond it: "in addition to your salary".</summary>
    private static bool IsNamedBefore(PhraseSet phrases, ReadOnlySpan<char> before, int namedAt)
    {
        var near = before.Length - BeforeLength;
        var from = Math.Max(0, namedAt < 0 ? near : Math.Min(namedAt - LongestName, near));
        for (var at = from - 1; (at = phrases.First(before, at + 1, out var phrase)) >= 0;)
        {
            if (at > namedAt ? at >= near : at < namedAt && at + phrase!.Length > namedAt)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBehind(PhraseSet phrases, ReadOnlySpan<char> near, bool isLikelyPay) =>
        phrases.First(near, 0, out _) is >= 0 and var at && (!isLikelyPay || (at <= Adjacent || !near[..at].TrimStart(' ').Contains(' ')));

    /// <summary>Whether the amount is for one of something that is no time: "per article", "pro Auftrag".</summary>
    private bool IsByThePiece(ReadOnlySpan<char> after)
    {
        var at = after.Length > 0 && after[0] == ' ' ? 1 : 0;
        if (words.Each.At(after, at) is not { } each)
        {
            return false;
        }

        at += each.Length;
        var count = 0;
        for (; count < PieceWords && at < after.Length && after[at] is ' ' or '-'; count++)
        {
            var start = ++at;
            while (at < after.Length && Folding.IsWordAt(after, at))
            {
                at++;
            }

            if (words.IsTimeUnit(after[start..at], isCutOff: at == after.Length))
            {
                return false;
            }
        }

        return count > 0;
    }
}
