using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Reads one amount: a number, k and the like, and the currency on either side. Works on folded text.</summary>
internal static class AmountReader
{
    private const double Thousand = 1_000;
    private const double MostThousands = 10_000;
    private const double Lakh = 100_000;
    private const int RupeesBefore = 14;

    /// <summary>Reads the amount whose first digit stands at a place.</summary>
    /// <returns>False where the digits belong to a word, a date, a share or a version.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, int digit, SalaryWords words, out Amount amount)
    {
        amount = default;
        var at = digit;
        var value = NumberReader.Read(text, ref at);
        amount.Start = digit;
        amount.Scale = 1;
        ReadScale(text, words, ref at, ref amount);
        if (amount.Scale == Thousand && value >= MostThousands)
        {
            // "95,000k" says it twice.
            amount.Scale = 1;
        }

        amount.Value = value * amount.Scale;
        var isPension = value is 401 or 403 && amount.Scale > 1;
        if (isPension || (at < text.Length && (text[at] == '%' || (text[at] == ':' && NumberReader.DigitsAt(text, at + 1) > 0) || (IsLetter(text[at]) && !MayTouch(text, digit, at, words)))))
        {
            amount.End = at;
            return false;
        }

        amount.IsFloor = at < text.Length && text[at] == '+' && !Folding.IsWordAt(text, at + 1);
        amount.End = amount.IsFloor ? at + 1 : at;
        CurrencyReader.ReadAfter(text, words, ref amount);
        if (!amount.IsFloor && amount.End > at && LetterAt(text, amount.End) == '+' && !Folding.IsWordAt(text, amount.End + 1))
        {
            // "50k€+": the sign stands behind the currency.
            (amount.IsFloor, amount.End) = (true, amount.End + 1);
        }

        CurrencyReader.ReadBefore(text, words, ref amount);
        return !IsLetter(LetterAt(text, amount.Start - 1)) || amount.Start < digit;
    }

    /// <summary>The letter at a place; a blank outside of the text.</summary>
    public static char LetterAt(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length ? text[at] : ' ';

    /// <summary>Whether a letter is of a script that has blanks between words.</summary>
    private static bool IsLetter(char letter) => char.IsLetter(letter) && !PhraseSet.HasNoBlanks(letter);

    private static void ReadScale(ReadOnlySpan<char> text, SalaryWords words, ref int at, ref Amount amount)
    {
        var isApart = LetterAt(text, at) == ' ';
        var from = isApart ? at + 1 : at;
        if (!words.ScaleStarts.Contains(LetterAt(text, from)))
        {
            return;
        }

        foreach (var (word, scale) in words.Scales)
        {
            if (!text[from..].StartsWith(word))
            {
                continue;
            }

            var end = from + word.Length;
            var next = LetterAt(text, end);
            if (IsLetter(next) && !PhraseSet.HasNoBlanks(word[^1]) && !(word is "k" && !isApart && LetterAt(text, amount.Start - 1) is '$' or '£' or '€'))
            {
                continue;
            }

            if (word.Length == 1 && IsLetter(word[0]) && ((isApart && !MayStandApart(text, amount.Start, end)) || (scale >= Lakh && !IsOfRupees(text[..amount.Start]))))
            {
                continue;
            }

            amount.IsHuge = scale == 0;
            amount.Scale = amount.IsHuge ? 1 : scale;

            // "45 TEUR" names the currency with it; "45 T€": the sign is the currency's.
            amount.Currency = words.CurrencyWords.TryGetValue(word, out var currency) ? currency : null;
            at = word[^1] == '€' ? end - 1 : end;
            return;
        }
    }

    /// <summary>Whether a single letter behind a blank may be a scale: "$70 K-85K", "42 K€"; not that of "$20 M-F".</summary>
    private static bool MayStandApart(ReadOnlySpan<char> text, int digit, int end) => LetterAt(text, end) switch
    {
        '€' or '£' or '$' => true,
        '-' when char.IsLetter(LetterAt(text, end + 1)) => false,
        '-' or '/' or ' ' or '+' => LetterAt(text, digit - 1) is '$' or '€' or '£' or '₹' or ' ',
        _ => false,
    };

    /// <summary>Whether rupees stand before a number: only then a single letter is a lakh.</summary>
    private static bool IsOfRupees(ReadOnlySpan<char> before)
    {
        var near = before[Math.Max(0, before.Length - RupeesBefore)..];
        return near.Contains('₹') || Folding.FindPhrase(near, "inr") >= 0 || Folding.FindPhrase(near, "rs") >= 0;
    }

    /// <summary>Whether letters may follow at once: a currency, a period, or the next sentence behind an amount that has its symbol.</summary>
    private static bool MayTouch(ReadOnlySpan<char> text, int digit, int at, SalaryWords words) =>
        CurrencyReader.IsWord(text, at, words) || StartsWithAny(text[at..], words.Attached)
        || (at - digit >= 2 && LetterAt(text, digit - 1) is '$' or '£' or '€') || CurrencyReader.IsShortEuro(text, at);

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
