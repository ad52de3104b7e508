using System.Globalization;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Reads an amount of money that a source wrote as text: "50.000", "$50,000", "50k", "17,50 EUR". What may mean two amounts is none.</summary>
internal static class MoneyText
{
    private const int Longest = 40;
    private const int Group = 3;
    private const double Thousand = 1_000;

    /// <summary>"50.000k" is fifty thousand as well as fifty million.</summary>
    private const double MostThousands = 10_000;
    private const string Marks = ".,' ";

    /// <summary>Reads a text that is one amount and nothing else.</summary>
    public static bool TryRead(string text, out double amount)
    {
        amount = 0;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > Longest)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[Longest];
        var folded = buffer[..trimmed.Length];
        Folding.Fold(trimmed, folded);
        var number = WithoutCurrency(folded);
        var times = 1.0;
        if (number.Length > 1 && number[^1] == 'k')
        {
            times = Thousand;
            number = number[..^1].TrimEnd(' ');
        }

        if (!TryReadNumber(WithoutDash(number), out amount) || (times > 1 && amount >= MostThousands))
        {
            return false;
        }

        amount *= times;
        return true;
    }

    /// <summary>The text without a sign, code or word of a currency at either end.</summary>
    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('0', '9');
        var last = text.LastIndexOfAnyInRange('0', '9');
        if (first < 0)
        {
            return text;
        }

        if (first > 0 && IsCurrency(text[..first].Trim(' ')))
        {
            text = text[first..];
            last -= first;
        }

        // A scale or a dash may stand between the digits and the currency.
        for (var at = last + 1; at < text.Length; at++)
        {
            if (IsCurrency(text[at..].Trim(' ')))
            {
                return text[..at].TrimEnd(' ');
            }
        }

        return text;
    }

    private static bool IsCurrency(ReadOnlySpan<char> text)
    {
        var words = SalaryWords.Instance;
        if (words.CurrencyWords.ContainsKey(text.TrimEnd('.')))
        {
            return true;
        }

        foreach (var (symbol, _) in words.Symbols)
        {
            if (text.SequenceEqual(symbol) || (text.EndsWith(symbol) && words.CurrencyWords.ContainsKey(text[..^symbol.Length].TrimEnd(' '))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number without the dash that stands for no decimals: "3.500,-".</summary>
    private static ReadOnlySpan<char> WithoutDash(ReadOnlySpan<char> number) =>
        number.Length > 2 && number[^1] == '-' && number.TrimEnd('-') is [.., '.' or ','] whole ? whole[..^1] : number;

    private static bool TryReadNumber(ReadOnlySpan<char> number, out double value)
    {
        value = 0;
        var mark = number.LastIndexOfAny(Marks);
        if (mark < 0)
        {
            return IsDigits(number) && TryParse(number, out value);
        }

        var whole = number[..mark];
        var behind = number[(mark + 1)..];
        if (whole.Length == 0 || !IsDigits(behind))
        {
            return false;
        }

        if (behind.Length is 1 or 2 && number[mark] is '.' or ',')
        {
            return (IsDigits(whole) || IsGrouped(whole, number[mark])) && TryParse(string.Concat(Digits(whole), ".", behind), out value);
        }

        // 50000.0000 and 0.500 have no mark of thousands; 0,500 and 1234,567 are not clear.
        var isDecimal = number[mark] == '.' && IsDigits(whole) && (behind.Length != Group || whole.Length > Group || whole[0] == '0');
        return isDecimal ? TryParse(number, out value) : IsGrouped(number, '\0') && TryParse(Digits(number), out value);
    }

    /// <summary>Whether digits are in groups of three behind one mark, or in India's groups of two before the last; the mark is not that of the decimals.</summary>
    private static bool IsGrouped(ReadOnlySpan<char> number, char decimals)
    {
        var at = number.IndexOfAny(Marks);
        if (at is < 1 or > Group || number[0] == '0' || number[at] == decimals)
        {
            return false;
        }

        var (mark, sizes, last) = (number[at], 0, 0);
        for (var from = at; from < number.Length; from += last + 1)
        {
            last = number[(from + 1)..].IndexOf(mark) is >= 0 and var next ? next : number.Length - from - 1;
            if (number[from] != mark || !IsDigits(number.Slice(from + 1, last)) || last is not (2 or Group))
            {
                return false;
            }

            sizes |= from + last + 1 < number.Length ? 1 << last : 0;
        }

        // All groups but the last are of one size.
        return last == Group && (sizes is 0 or 1 << Group || (mark == ',' && sizes == 1 << 2 && at < Group));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static string Digits(ReadOnlySpan<char> number) => string.Concat(number.ToString().Where(char.IsAsciiDigit));

    private static bool TryParse(ReadOnlySpan<char> number, out double value) => double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
