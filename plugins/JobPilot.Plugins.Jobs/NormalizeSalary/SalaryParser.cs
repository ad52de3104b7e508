using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Finds pay in a text: every amount is read with its currency, joined to a range, and judged by the words around it. Thread-safe.
/// </summary>
internal sealed class SalaryParser(SalaryWords words)
{
    /// <summary>Ends in the wrong order lie at most so far apart; others are two figures.</summary>
    private const double MostReversal = 2;

    private readonly SalaryWords _words = words;
    private readonly PayJudge _judge = new(words);

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
            var score = _judge.Judge(text, low, high, isRange, country, out var pay);
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
        foreach (var (connector, needsCurrency) in _words.Connectors)
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

            return high.Value >= low.Value && (!needsCurrency || low.Currency is not null || isPair);
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
        if (from == text.Length || !_words.PeriodStarts.Contains(text[from]))
        {
            return at;
        }

        foreach (var (phrase, _) in _words.Periods)
        {
            if (Folding.HasPhraseAt(text, from, phrase) && SkipSpaces(text, from + phrase.Length) is var behind && behind < text.Length && text[behind] == '-')
            {
                return from + phrase.Length;
            }
        }

        return at;
    }

    private bool IsBetween(ReadOnlySpan<char> before)
    {
        var lead = before.TrimEnd(" :£€$");
        foreach (var word in _words.RangeLeads)
        {
            if (lead.EndsWith(word))
            {
                return true;
            }
        }

        return false;
    }
}
