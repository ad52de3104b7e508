namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Reads the currency that stands directly at a number, on either side. Works on folded text.</summary>
internal static class CurrencyReader
{
    private const int LongestWord = 12;

    /// <summary>Whether a currency's word stands at a place.</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int at, SalaryWords words) => words.CurrencyWords.ContainsKey(WordAt(text, at));

    /// <summary>Whether an e stands for the euro, as behind two decimals: "12,50e/h".</summary>
    public static bool IsShortEuro(ReadOnlySpan<char> text, int at) =>
        at > 3 && AmountReader.LetterAt(text, at) == 'e' && !char.IsLetterOrDigit(AmountReader.LetterAt(text, at + 1)) && text[at - 3] is '.' or ',' && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at - 2]);

    /// <summary>Reads the currency behind an amount.</summary>
    public static void ReadAfter(ReadOnlySpan<char> text, SalaryWords words, ref Amount amount)
    {
        var at = amount.End;
        if (AmountReader.LetterAt(text, at) == ' ')
        {
            at++;
        }

        if (at >= text.Length)
        {
            return;
        }

        if (char.IsLetter(text[at]))
        {
            var word = WordAt(text, at);
            if (words.CurrencyWords.TryGetValue(word, out var currency) && !IsOfNext(text, at + word.Length))
            {
                amount.Currency = currency;
                amount.End = at + word.Length;
            }
            else if (IsShortEuro(text, at))
            {
                amount.Currency = "EUR";
                amount.End = at + 1;
            }
        }
        else if (text[at] is '€' or '£' or '₹' or '₽' or '₺' or '₪' or '₴' or '₩' or '₱' or '$' && !char.IsAsciiDigit(AmountReader.LetterAt(text, at + 1)))
        {
            // "£500 £600": a symbol with digits behind it is the next amount's.
            amount.Currency = Symbol(text[at..], words).Currency;
            amount.End = at + 1;
        }
    }

    /// <summary>Reads the currency before an amount.</summary>
    public static void ReadBefore(ReadOnlySpan<char> text, SalaryWords words, ref Amount amount)
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

        if (char.IsLetter(text[at]))
        {
            if (WordBefore(text, at, words, out var start) is { } currency)
            {
                amount.Currency ??= currency;
                amount.Start = start;
            }
        }
        else if (words.SymbolEnds.Contains(text[at]))
        {
            ReadSymbol(text, at, words, ref amount);
        }
    }

    private static void ReadSymbol(ReadOnlySpan<char> text, int at, SalaryWords words, ref Amount amount)
    {
        var start = at;
        while (start > 0 && at - start < 3 && char.IsAsciiLetterLower(text[start - 1]))
        {
            start--;
        }

        for (; start <= at; start++)
        {
            var (length, symbol) = Symbol(text[start..(at + 1)], words);
            if (length == at + 1 - start && !(char.IsAsciiLetterLower(text[start]) && char.IsAsciiLetterLower(AmountReader.LetterAt(text, start - 1))))
            {
                amount.Currency = amount.Currency is null or "$" ? symbol : amount.Currency;
                amount.Start = start;
                ReadWordBeforeSymbol(text, words, ref amount);
                return;
            }
        }
    }

    /// <summary>A code before the symbol says which currency it is: "CAD $90,000".</summary>
    private static void ReadWordBeforeSymbol(ReadOnlySpan<char> text, SalaryWords words, ref Amount amount)
    {
        var at = amount.Start - 1;
        if (at >= 0 && text[at] == ' ')
        {
            at--;
        }

        if (at >= 2 && char.IsLetter(text[at]) && WordBefore(text, at, words, out var start) is { } currency && at + 1 - start == 3)
        {
            amount.Currency = amount.Currency is "$" ? currency : amount.Currency;
            amount.Start = start;
        }
    }

    private static string? WordBefore(ReadOnlySpan<char> text, int at, SalaryWords words, out int start)
    {
        start = at;
        while (start > 0 && at - start < LongestWord && char.IsLetter(text[start - 1]) && !PhraseSet.HasNoBlanks(text[start]))
        {
            start--;
        }

        return words.CurrencyWords.TryGetValue(text[start..(at + 1)], out var currency) ? currency : null;
    }

    /// <summary>Whether the word that ends at a place belongs to the amount behind it: "500 EUR 600".</summary>
    private static bool IsOfNext(ReadOnlySpan<char> text, int end) =>
        AmountReader.LetterAt(text, end) is ' ' or '.' or '$' && char.IsAsciiDigit(AmountReader.LetterAt(text, end + 1));

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestWord && char.IsLetter(text[end]))
        {
            // 元 and 円 stand alone between signs of other words.
            end++;
            if (PhraseSet.HasNoBlanks(text[end - 1]))
            {
                break;
            }
        }

        return text[at..end];
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
