using System.Globalization;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Reads the numbers before and behind a word for years: digits, words, and what stands between two of them. Works on folded text; thread-safe.</summary>
internal sealed class YearNumbers
{
    private const int LongWord = 4;
    private readonly string[] _openEnds;
    private readonly string[] _connectors;

    /// <summary>Numbers in words.</summary>
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    /// <summary>Those that may have one letter more: "eine".</summary>
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _inflected;

    public YearNumbers(List<RuleRow> rows)
    {
        _openEnds = [.. rows.Where(row => row[0] == "open_end").Select(row => Apart(row[1]))];
        _connectors = [.. rows.Where(row => row[0] == "connector").Select(row => Apart(row[1]))];
        _numbers = Numbers(rows.Where(row => row[0] == "number"));
        _inflected = Numbers(rows.Where(row => row[0] == "number" && row.Length > 3 && row[3].Length > 0));
    }

    /// <summary>Reads a number backwards from a place: 5, 1.5, 5+, (3), five.</summary>
    public bool TryRead(ReadOnlySpan<char> text, ref int at, out double value, out bool isOpen) => TryRead(text, ref at, mayBeOpen: true, out value, out isOpen);

    private bool TryRead(ReadOnlySpan<char> text, ref int at, bool mayBeOpen, out double value, out bool isOpen)
    {
        value = 0;
        isOpen = false;
        var i = at - 1;
        while (i >= 0 && text[i] is ' ' or '+' or '-' or ')' or '\\' or '\u00A0')
        {
            isOpen |= text[i] == '+';
            i--;
        }

        var end = i + 1;
        while (i >= 0 && char.IsAsciiDigit(text[i]))
        {
            i--;
        }

        if (i + 1 < end && end - i - 1 <= 2)
        {
            if (i > 0 && text[i] is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && end - i - 1 == 1 && !(i > 1 && char.IsAsciiDigit(text[i - 2])))
            {
                value = (text[i - 1] - '0') + ((text[i + 1] - '0') / 10.0);
                i -= 2;
            }
            else
            {
                for (var digit = i + 1; digit < end; digit++)
                {
                    value = (value * 10) + (text[digit] - '0');
                }
            }

            if (i >= 0 && ((char.IsLetterOrDigit(text[i]) && !EndsGluedWord(text[..(i + 1)])) || text[i] is '$' or '€' or '£'))
            {
                return false;
            }

            at = i >= 0 && text[i] == '(' ? i : i + 1;
            if (at == i)
            {
                // "five (5)" says the number twice.
                var spelled = at;
                at = TryWord(text, ref spelled, out var again) && again == value ? spelled : at;
            }

            return true;
        }

        foreach (var open in mayBeOpen ? _openEnds : [])
        {
            if (text[..end].EndsWith(open))
            {
                isOpen = true;
                var bare = end - open.Length;
                if (TryRead(text, ref bare, mayBeOpen: false, out value, out _))
                {
                    at = bare;
                    return true;
                }
            }
        }

        at = end;
        return TryWord(text, ref at, out value);
    }

    /// <summary>Whether a heading's last word has lost the blank behind it: "Qualifications5+ years".</summary>
    private static bool EndsGluedWord(ReadOnlySpan<char> text) =>
        text.Length >= LongWord && text[^LongWord..].IndexOfAnyExceptInRange('a', 'z') < 0;

    private bool TryWord(ReadOnlySpan<char> text, ref int at, out double value)
    {
        value = 0;
        var end = text[..at].TrimEnd(' ').Length;
        var i = end - 1;
        while (i >= 0 && char.IsAsciiLetter(text[i]))
        {
            i--;
        }

        var word = text[(i + 1)..end];
        if (_numbers.TryGetValue(word, out value) || (word.Length > 3 && _inflected.TryGetValue(word[..^1], out value)))
        {
            at = i + 1;
            return true;
        }

        return false;
    }

    public bool SkipConnector(ReadOnlySpan<char> text, ref int at)
    {
        var before = text[..at].TrimEnd(' ');
        foreach (var connector in _connectors)
        {
            if (before.EndsWith(connector))
            {
                at = before.Length - connector.Length;
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a number forwards from the beginning of a text: what stands behind "1 year to".</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="value">The number.</param>
    /// <param name="length">Letters of it.</param>
    public bool TryReadFirst(ReadOnlySpan<char> text, out double value, out int length)
    {
        value = 0;
        length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            value = (value * 10) + (text[length++] - '0');
        }

        if (length > 0)
        {
            return length <= 2;
        }

        while (length < text.Length && char.IsAsciiLetterLower(text[length]))
        {
            length++;
        }

        return _numbers.TryGetValue(text[..length], out value);
    }

    /// <summary>A word stands behind a blank, a sign where it is.</summary>
    private static string Apart(string text) => char.IsLetter(text[0]) ? " " + text : text;

    private static Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Numbers(IEnumerable<RuleRow> rows)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            numbers.TryAdd(row[1], double.Parse(row[2], CultureInfo.InvariantCulture));
        }

        return numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
