using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Finds pay in a text: every amount is read with its currency, joined to a range, and judged by the words around it. Thread-safe.
/// </summary>
internal sealed class SalaryParser(SalaryWords words)
{
    private readonly SalaryWords _words = words;
    private readonly RangeReader _ranges = new(words);
    private readonly PayJudge _judge = new(words);
    private readonly PayNames _names = new(words);

    /// <summary>Finds the pay that a text states.</summary>
    /// <param name="text">A pay field or a whole description.</param>
    /// <param name="country">Alpha-2 of the posting's country; null where it is unknown.</param>
    /// <returns>The best candidate; null where the text states no pay.</returns>
    public Pay? Find(string text, string? country)
    {
        if (SourceText.IsRaw(text))
        {
            return FindInRaw(text, country);
        }

        char[]? rented = null;
        var folded = text.Length <= 512 ? stackalloc char[text.Length] : (rented = ArrayPool<char>.Shared.Rent(text.Length)).AsSpan(0, text.Length);
        try
        {
            Folding.Fold(text, folded);
            return Find(folded, text, country);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    /// <summary>The period that a pay field names where a listing has no name for it: "2,000 bi-weekly"; null for another.</summary>
    public string? UnlistedPeriod(string text)
    {
        var folded = Folding.Fold(text);
        for (var at = 0; (at = _words.Periods.First(folded, at, out var phrase)) >= 0; at += phrase!.Length)
        {
            var period = _words.PeriodOf(phrase!);
            if (!PayPeriods.IsListed(period))
            {
                return period;
            }
        }

        return null;
    }

    /// <summary>Finds pay in a text that has marks of its source; where it stands is told in the source's letters.</summary>
    private Pay? FindInRaw(string text, string? country)
    {
        var letters = ArrayPool<char>.Shared.Rent(2 * text.Length);
        var places = ArrayPool<int>.Shared.Rent(2 * text.Length);
        try
        {
            text.CopyTo(letters);
            var starts = places.AsSpan(0, text.Length);
            var ends = places.AsSpan(text.Length, text.Length);
            for (var at = 0; at < text.Length; at++)
            {
                (starts[at], ends[at]) = (at, at + 1);
            }

            var length = SourceText.Clean(letters.AsSpan(0, text.Length), starts, ends);
            var folded = letters.AsSpan(text.Length, length);
            Folding.Fold(letters.AsSpan(0, length), folded);
            return Find(folded, letters.AsSpan(0, length), country) is { } pay
                ? pay with { Start = starts[pay.Start], Length = ends[pay.Start + pay.Length - 1] - starts[pay.Start] }
                : null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(letters);
            ArrayPool<int>.Shared.Return(places);
        }
    }

    private Pay? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> source, string? country)
    {
        Pay? best = null;
        var bestScore = 0;
        var bestName = PayName.Other;
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
            var first = low;
            var isRange = _ranges.TryRead(text, ref low, ref high);
            if (isRange && _names.Of(text, first.Start, first.End) == PayName.Base && _names.Of(text, high.Start, high.End) == PayName.Target)
            {
                // "40k base - 80k OTE": two figures, not the ends of one.
                (low, high, isRange) = (first, default, false);
            }

            var end = isRange ? high.End : low.End;
            var score = _judge.Judge(text, source, low, high, isRange, country, out var pay);
            if (pay is not null)
            {
                // What is paid in any case is the pay beside what is earned on target, whatever else speaks for either.
                var name = _names.Of(text, low.Start, end);
                var isOther = (name, bestName) is (PayName.Base, PayName.Target) or (PayName.Target, PayName.Base);
                if (isOther ? name == PayName.Base : score > bestScore)
                {
                    (best, bestScore, bestName) = (pay, score, name);
                }
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
}
