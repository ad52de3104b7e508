using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Reads one amount: digits with their marks, k and the like, and the currency on either side. Works on folded text.</summary>
internal static class AmountReader
{
    private const double Thousand = 1_000;
    /// <summary>Reads the amount whose first digit stands at a place.</summary>
    /// <returns>False where the digits belong to a word, a date, a share or a version.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, int digit, SalaryWords words, out Amount amount)
    {
        amount = default;
        var at = digit;
        var value = ReadNumber(text, ref at);
        amount.Start = digit;
        amount.Scale = 1;
        var scaleEnd = at;
        if (at < text.Length && text[at] == ' ')
        {
            scaleEnd = at + 1;
        }

        foreach (var (word, scale) in words.Scales)
        {
            // "42 K€": a single letter stands apart only before the currency's sign.
            var from = word.Length > 1 || (word is "k" && LetterAt(text, scaleEnd + 1) is ('€' or '£')) ? scaleEnd : at;
            if (text[from..].StartsWith(word) && !char.IsLetter(LetterAt(text, from + word.Length)))
            {
                amount.IsHuge = scale == 0;
                amount.Scale = amount.IsHuge ? 1 : scale;
                at = from + word.Length;
                break;
            }
        }

        amount.Value = value * amount.Scale;
        var isPension = value is 401 or 403 && amount.Scale > 1;
        if (isPension || (at < text.Length && (text[at] is '%' or ':' || (char.IsLetter(text[at]) && !MayTouch(text, digit, at, words)))))
        {
            amount.End = at;
            return false;
        }

        amount.IsFloor = at < text.Length && text[at] == '+' && !Folding.IsWordAt(text, at + 1);
        amount.End = amount.IsFloor ? at + 1 : at;
        ReadCurrencyAfter(text, words, ref amount);
        ReadCurrencyBefore(text, words, ref amount);
        return !char.IsLetter(LetterAt(text, amount.Start - 1)) || amount.Start < digit;
    }

    private static char LetterAt(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length ? text[at] : ' ';

    /// <summary>Whether letters may follow at once: a currency, a period, or the next sentence behind an amount that has its symbol.</summary>
    private static bool MayTouch(ReadOnlySpan<char> text, int digit, int at, SalaryWords words) =>
        IsCurrencyWord(text, at, words) || StartsWithAny(text[at..], words.Attached)
        || (at - digit >= 5 && LetterAt(text, digit - 1) is '$' or '£' or '€');

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

    private static bool IsCurrencyWord(ReadOnlySpan<char> text, int at, SalaryWords words) => words.CurrencyWords.ContainsKey(WordAt(text, at));

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 12 && char.IsLetter(text[end]))
        {
            // 元 stands alone between signs of other words.
            end++;
            if (text[end - 1] == '元')
            {
                break;
            }
        }

        return text[at..end];
    }

    /// <summary>Digits with marks of thousands and decimals by context: 70.000, 1,234.50, 45 000, 16,5.</summary>
    private static double ReadNumber(ReadOnlySpan<char> text, ref int at)
    {
        var value = 0.0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
        }

        while (at + 3 < text.Length && text[at] is '.' or ',' or ' ' or '\'' && DigitsAt(text, at + 1) == 3 && value is > 0 and < 1_000_000)
        {
            value = (value * 1000) + ((text[at + 1] - '0') * 100) + ((text[at + 2] - '0') * 10) + (text[at + 3] - '0');
            at += 4;
        }

        // Indian marks: 15,00,000.
        while (at + 2 < text.Length && text[at] == ',' && DigitsAt(text, at + 1) == 2 && at + 3 < text.Length && text[at + 3] == ',')
        {
            value = (value * 100) + ((text[at + 1] - '0') * 10) + (text[at + 2] - '0');
            at += 3;
            if (DigitsAt(text, at + 1) == 3)
            {
                value = (value * 1000) + ((text[at + 1] - '0') * 100) + ((text[at + 2] - '0') * 10) + (text[at + 3] - '0');
                at += 4;
            }
        }

        if (at + 1 < text.Length && text[at] is '.' or ',' && DigitsAt(text, at + 1) is 1 or 2)
        {
            var scale = 0.1;
            for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
                value += (text[at] - '0') * scale;
                scale /= 10;
            }

            value = Math.Round(value, 2);
        }
        else if (at + 1 < text.Length && text[at] == ',' && text[at + 1] == '-')
        {
            at += 2;
        }

        return value;
    }

    private static int DigitsAt(ReadOnlySpan<char> text, int at)
    {
        var count = 0;
        while (at + count < text.Length && char.IsAsciiDigit(text[at + count]))
        {
            count++;
        }

        return count;
    }

    private static void ReadCurrencyAfter(ReadOnlySpan<char> text, SalaryWords words, ref Amount amount)
    {
        var at = amount.End;
        if (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        if (at >= text.Length)
        {
            return;
        }

        if (text[at] is '€' or '£' or '₹' or '₽' or '₺' or '₪' or '₴' || (text[at] == '$' && !char.IsAsciiDigit(LetterAt(text, at + 1))))
        {
            // "£500 £600": a symbol with digits behind it is the next amount's.
            if (!char.IsAsciiDigit(LetterAt(text, at + 1)))
            {
                amount.Currency = Symbol(text[at..], words).Currency;
                amount.End = at + 1;
            }
        }
        else if (char.IsLetter(text[at]))
        {
            var word = WordAt(text, at);
            if (words.CurrencyWords.TryGetValue(word, out var currency) && !char.IsAsciiDigit(LetterAt(text, at + word.Length + 1)))
            {
                amount.Currency = currency;
                amount.End = at + word.Length;
                if (word is "teur" && amount.Scale == 1)
                {
                    amount.Scale = Thousand;
                    amount.Value *= Thousand;
                }
            }
        }
    }

    private static void ReadCurrencyBefore(ReadOnlySpan<char> text, SalaryWords words, ref Amount amount)
    {
        var at = amount.Start - 1;
        if (at >= 0 && text[at] == ' ')
        {
            at--;
        }

        if (at >= 0 && text[at] == '.')
        {
            at--;
        }

        if (at < 0 || char.IsAsciiDigit(text[at]))
        {
            return;
        }

        var start = at;
        if (char.IsLetter(text[at]))
        {
            while (start > 0 && at - start < 10 && char.IsLetter(text[start - 1]))
            {
                start--;
            }

            if (words.CurrencyWords.TryGetValue(text[start..(at + 1)], out var currency))
            {
                amount.Currency ??= currency;
                amount.Start = start;
            }

            return;
        }

        while (start > 0 && at - start < 3 && char.IsAsciiLetterLower(text[start - 1]))
        {
            start--;
        }

        for (; start <= at; start++)
        {
            var (length, symbol) = Symbol(text[start..(at + 1)], words);
            if (length == at + 1 - start && !(char.IsAsciiLetterLower(text[start]) && char.IsAsciiLetterLower(LetterAt(text, start - 1))))
            {
                amount.Currency = amount.Currency is null or "$" ? symbol : amount.Currency;
                amount.Start = start;
                return;
            }
        }
    }

    private static (int Length, string? Currency) Symbol(ReadOnlySpan<char> text, SalaryWords words)
    {
        foreach (var (symbol, currency) in words.Symbols)
        {
            if (text.StartsWith(symbol))
            {
                return (symbol.Length, currency);
            }
        }

        return (0, null);
    }
}
