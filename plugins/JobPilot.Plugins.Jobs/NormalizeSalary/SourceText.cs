using System.Buffers;
using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>
/// Reads over what a source left in its text: tags, character references, Markdown's marks, and letters of UTF-8 that were read as Latin-1
/// ("Â£", "â‚¬"). Each letter that stays is told with its place in the source.
/// </summary>
internal static class SourceText
{
    private const int LongestTag = 300;
    private const int LongestReference = 9;
    private const char FirstControl = '\u0080';
    private const char LastControl = '\u009F';
    private const string Marks = "-+.*_|~#()[]$!";

    private static readonly SearchValues<char> MarkupStarts = SearchValues.Create("<&\\*");

    /// <summary>Whether there is something to read over.</summary>
    public static bool IsRaw(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange(FirstControl, LastControl) >= 0)
        {
            return true;
        }

        for (var at = 0; text[at..].IndexOfAny(MarkupStarts) is >= 0 and var next; at++)
        {
            at += next;
            if (Read(text[at..], out _, out _))
            {
                return true;
            }
        }

        for (var at = 0; text[at..].IndexOfAny('Â', 'Ã', 'â') is >= 0 and var next; at++)
        {
            at += next;
            if (Read(text[at..], out _, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes out in place what does not belong to the text.</summary>
    /// <param name="text">The source's text.</param>
    /// <param name="starts">Where each letter begins in the source; moved along with it.</param>
    /// <param name="ends">Where each ends.</param>
    /// <returns>How many letters stay.</returns>
    public static int Clean(Span<char> text, Span<int> starts, Span<int> ends)
    {
        var length = CleanOnce(text, starts, ends);

        // Tags that were written as references: "&lt;br&gt;".
        return IsRaw(text[..length]) ? CleanOnce(text[..length], starts, ends) : length;
    }

    private static int CleanOnce(Span<char> text, Span<int> starts, Span<int> ends)
    {
        var to = 0;
        for (var at = 0; at < text.Length;)
        {
            var letter = text[at];
            var length = 1;
            if (letter is '<' or '&' or '\\' or '*' or 'Â' or 'Ã' or 'â' or (>= FirstControl and <= LastControl) && Read(text[at..], out var read, out var instead))
            {
                (letter, length) = (instead, read);
            }

            var isSecondBlank = length > 1 && letter is ' ' or '\n' && to > 0 && text[to - 1] is ' ' or '\n';
            if (isSecondBlank)
            {
                text[to - 1] = letter == '\n' ? letter : text[to - 1];
            }
            else if (letter != '\0')
            {
                (text[to], starts[to], ends[to]) = (letter, starts[at], ends[at + length - 1]);
                to++;
            }

            at += length;
        }

        return to;
    }

    /// <summary>Reads what a text begins with, where that stands for another letter or for none ('\0').</summary>
    private static bool Read(ReadOnlySpan<char> text, out int length, out char letter)
    {
        (length, letter) = (1, '\0');
        var next = text.Length > 1 ? text[1] : '\0';
        switch (text[0])
        {
            case '<':
                length = text[..Math.Min(text.Length, LongestTag)].IndexOf('>') + 1;
                letter = IsLineEnd(text[1..]) ? '\n' : ' ';
                return length > 0 && (char.IsAsciiLetter(next) || next is '/' or '!');
            case '&':
                length = text[..Math.Min(text.Length, LongestReference)].IndexOf(';') + 1;
                letter = length > 2 ? Referred(text[1..(length - 1)]) : '\0';
                return length > 2 && (char.IsAsciiLetter(next) || next == '#');
            case '\\':
                return next != '\0' && Marks.Contains(next, StringComparison.Ordinal);
            case '*':
                length = 2;
                return next == '*';
            case 'Â' or 'Ã':
                length = 2;
                letter = (char)(next + (text[0] == 'Ã' ? 0x40 : 0));
                return next is >= '\u0080' and <= '\u00BF';
            case 'â':
                length = 3;
                return text.Length > 2 && IsThree(Latin1(next), Latin1(text[2]), out letter);
            default:
                // What is left of letters that a source's encoding lost.
                letter = ' ';
                return text[0] is >= FirstControl and <= LastControl;
        }
    }

    private static bool IsThree(int second, int third, out char letter)
    {
        letter = (char)(0x2000 | ((second & 0x3F) << 6) | (third & 0x3F));
        return second is >= 0x80 and <= 0x9F && third is >= 0x80 and <= 0xBF;
    }

    /// <summary>The byte that Windows-1252 writes as the letter; Latin-1's are their own.</summary>
    private static int Latin1(char letter) => letter switch
    {
        '€' => 0x80,
        '‚' => 0x82,
        '“' => 0x93,
        '”' => 0x94,
        '˜' => 0x98,
        '™' => 0x99,
        _ => letter,
    };

    private static bool IsLineEnd(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart('/');
        return name.Length > 2 && ((name[0] is 'p' or 'P' && !char.IsAsciiLetter(name[1])) || name.StartsWith("br", StringComparison.OrdinalIgnoreCase) || name.StartsWith("li", StringComparison.OrdinalIgnoreCase));
    }

    private static char Referred(ReadOnlySpan<char> name) => name switch
    {
        "gt" => '>',
        "lt" => '<',
        "amp" => '&',
        "euro" => '€',
        "pound" => '£',
        "yen" => '¥',
        "dollar" => '$',
        "ndash" or "mdash" or "minus" => '-',
        "rsquo" or "lsquo" or "apos" => '\'',
        ['#', 'x' or 'X', .. var digits] when int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => OfCode(code),
        ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => OfCode(code),
        _ => ' ',
    };

    private static char OfCode(int code) => Rune.IsValid(code) && code is > 0 and <= char.MaxValue ? (char)code : ' ';
}
