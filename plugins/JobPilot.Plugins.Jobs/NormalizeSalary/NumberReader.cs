namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Reads digits with marks of thousands and decimals by context: 70.000, 1,234.50, 45 000, 16,5, 6'200.-</summary>
internal static class NumberReader
{
    private const double MostBeforeMark = 1_000_000;

    /// <summary>Reads the number that begins at a place, and moves the place behind it.</summary>
    public static double Read(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        var value = 0.0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
        }

        while (at + 3 < text.Length && text[at] is '.' or ',' or ' ' or '\'' && DigitsAt(text, at + 1) == 3 && value is > 0 and < MostBeforeMark)
        {
            value = (value * 1000) + Three(text, at + 1);
            at += 4;
        }

        // A blank behind the mark: "$98, 500".
        if (value is > 0 and < 1000 && at + 4 < text.Length && text[at] == ',' && text[at + 1] == ' ' && DigitsAt(text, at + 2) == 3
            && start > 0 && IsSign(text[start - 1]) && !(at + 5 < text.Length && char.IsLetterOrDigit(text[at + 5])))
        {
            value = (value * 1000) + Three(text, at + 2);
            at += 5;
        }

        // Indian marks: 15,00,000.
        while (at + 3 < text.Length && text[at] == ',' && DigitsAt(text, at + 1) == 2 && text[at + 3] == ',')
        {
            value = (value * 100) + ((text[at + 1] - '0') * 10) + (text[at + 2] - '0');
            at += 3;
            if (DigitsAt(text, at + 1) == 3)
            {
                value = (value * 1000) + Three(text, at + 1);
                at += 4;
            }
        }

        if (at + 1 < text.Length && text[at] is '.' or ',' && DigitsAt(text, at + 1) is 1 or 2)
        {
            value += ReadDecimals(text, ref at);
            value = Math.Round(value, 2);
        }
        else
        {
            SkipDashes(text, ref at);
        }

        return value;
    }

    /// <summary>How many digits stand at a place.</summary>
    public static int DigitsAt(ReadOnlySpan<char> text, int at)
    {
        var count = 0;
        while (at + count < text.Length && char.IsAsciiDigit(text[at + count]))
        {
            count++;
        }

        return count;
    }

    private static double Three(ReadOnlySpan<char> text, int at) => ((text[at] - '0') * 100) + ((text[at + 1] - '0') * 10) + (text[at + 2] - '0');

    private static bool IsSign(char letter) => letter is '$' or '€' or '£' or '₹';

    private static double ReadDecimals(ReadOnlySpan<char> text, ref int at)
    {
        var (value, scale) = (0.0, 0.1);
        for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value += (text[at] - '0') * scale;
            scale /= 10;
        }

        return value;
    }

    /// <summary>Dashes instead of decimals: "3.500,-", "6'200.--". One before digits is a range's.</summary>
    private static void SkipDashes(ReadOnlySpan<char> text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] is not ('.' or ',') || text[at + 1] != '-')
        {
            return;
        }

        var end = at + 1;
        while (end < text.Length && text[end] == '-')
        {
            end++;
        }

        at = DigitsAt(text, end) > 0 ? end - 1 : end;
    }
}
