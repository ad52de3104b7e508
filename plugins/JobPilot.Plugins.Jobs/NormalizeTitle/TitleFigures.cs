using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Takes figures out of a title: numbers of a board, workloads, pay, and the day that work begins. Thread-safe.</summary>
internal sealed class TitleFigures(TitleWords words)
{
    private const int LeastDigits = 4;
    private const int LongestLetters = 3;
    private static readonly SearchValues<char> TagLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private readonly TitleWords _words = words;

    /// <summary>The title without them, but for a number before it.</summary>
    public string Strip(string text) => WithoutNumber(WithoutPay(WithoutStart(WithoutWorkload(text)))).Trim();

    /// <summary>A board's number before the title: letters, then four digits or more.</summary>
    public static string WithoutRequisition(string text)
    {
        var hyphen = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (hyphen >= LeastDigits && text[hyphen] == '-' && hyphen + 1 < text.Length && char.IsLetter(text[hyphen + 1]))
        {
            return text[(hyphen + 1)..];
        }

        var space = text.IndexOf(' ');
        if (space < LeastDigits)
        {
            return text;
        }

        var word = text.AsSpan(0, space).TrimEnd(":-–");
        var letters = word.IndexOfAnyExceptInRange('A', 'Z');
        var number = letters > 0 ? word[letters..].TrimStart('-') : word;
        var isYear = number.Length == 4 && number.StartsWith("20");
        return letters is >= 0 and <= LongestLetters && number.Length >= LeastDigits && !isYear && number.IndexOfAnyExcept("0123456789-") < 0
            ? text[(space + 1)..].TrimStart(' ', '-', '–', ':') : text;
    }

    /// <summary>The day that work begins: "ab 1. August 2027", "from September".</summary>
    private string WithoutStart(string text)
    {
        var folded = Folding.Fold(text);
        foreach (var phrase in _words.Starts)
        {
            for (var at = Folding.FindPhrase(folded, phrase, 1); at > 0; at = Folding.FindPhrase(folded, phrase, at + 1))
            {
                var end = EndOfDate(folded, at + phrase.Length);
                if (end > 0)
                {
                    return text.Remove(at, end - at);
                }
            }
        }

        return text;
    }

    /// <summary>Where the days, months and years end that follow; 0 where none does.</summary>
    private int EndOfDate(string folded, int at)
    {
        var (end, isDay) = (0, false);
        while (at < folded.Length && folded[at] == ' ')
        {
            var next = folded.AsSpan(at + 1);
            var length = next.IndexOf(' ') is var space && space >= 0 ? space : next.Length;
            var word = next[..length].TrimEnd(',');
            if (!IsDate(word))
            {
                break;
            }

            at += 1 + length;
            end = at;

            // "ab 4" alone is no day.
            isDay |= IsYear(word) || word.Contains('.') || (word.IndexOf('/') is > 0 and var slash && (IsYear(word[..slash]) || IsYear(word[(slash + 1)..]))) || !char.IsAsciiDigit(word[0]);
        }

        return isDay ? end : 0;
    }

    private static bool IsYear(ReadOnlySpan<char> word) => word is ['2', '0', >= '0' and <= '9', >= '0' and <= '9'];

    /// <summary>"12.05.", "2027", "sept.", "september/oktober".</summary>
    private bool IsDate(ReadOnlySpan<char> word)
    {
        if (word.Length > 0 && char.IsAsciiDigit(word[0]) && word.IndexOfAnyExcept("0123456789./") < 0)
        {
            return true;
        }

        foreach (var part in word.Split('/'))
        {
            if (!_words.Months.Contains(word[part].TrimEnd('.').ToString()))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Pay behind a role, with what follows up to a bar or dash: "$300 weekly", "15-18 €/h".</summary>
    private string WithoutPay(string text)
    {
        text = text.TrimEnd(' ', '$', '€', '£');
        var sign = text.AsSpan().IndexOfAny("$€£");
        if (sign <= 0)
        {
            return text;
        }

        var start = sign;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] is ' ' or ',' or '.' or '-' or '–'))
        {
            start--;
        }

        if (!(start < sign && text.AsSpan(start, sign - start).IndexOfAnyInRange('0', '9') >= 0) && !(sign + 1 < text.Length && char.IsAsciiDigit(text[sign + 1])))
        {
            return text;
        }

        if (!_words.HasRole(Folding.Fold(text.AsSpan(0, start))))
        {
            return text;
        }

        var rest = text.AsSpan(sign);
        var end = rest.IndexOf('|') is var bar && bar >= 0 ? bar : rest.IndexOf(" - ");
        return end < 0 ? text[..start] : string.Concat(text.AsSpan(0, start), " ", rest[end..]);
    }

    /// <summary>A board's number behind the title: "130-006", "ref20417", "#88"; "ISO 14001" is a norm.</summary>
    private string WithoutNumber(string text)
    {
        var trimmed = text.TrimEnd(' ', '-', '–', '|', ',', ':');
        var space = trimmed.LastIndexOf(' ');
        var word = trimmed.AsSpan(space + 1).TrimStart('#');
        var dash = word.LastIndexOf('-');
        if (dash > 0 && IsTag(word[(dash + 1)..]) && _words.IsRole(Folding.Fold(word[..dash])))
        {
            return trimmed[..(space + 1 + dash)];
        }

        var letters = word.IndexOfAnyInRange('0', '9');
        if (space <= 0 || letters < 0 || word[letters..].IndexOfAnyExcept("0123456789-") >= 0 || word[^1] == '-')
        {
            return text;
        }

        var name = word[..letters].TrimEnd("-.");
        var digits = word.Length - letters;
        var isYear = digits == 4 && word[letters..].StartsWith("20");
        var isNumber = trimmed[space + 1] == '#'
            || (name.Length == 0 ? digits >= LeastDigits && !isYear && !IsAbbreviation(WordBefore(trimmed, space))
                : name.Equals("ref", StringComparison.OrdinalIgnoreCase) || (name.Length <= LongestLetters && digits >= LeastDigits - 1 && name.IndexOfAnyExceptInRange('A', 'Z') < 0));
        return isNumber ? trimmed[..space] : text;
    }

    /// <summary>"II", "EPS1".</summary>
    private static bool IsTag(ReadOnlySpan<char> text) =>
        text.Length > 0 && text.IndexOfAnyExcept(TagLetters) < 0 && (text.IndexOfAnyExcept("IV") < 0 || text.IndexOfAnyInRange('0', '9') >= 0);

    private static ReadOnlySpan<char> WordBefore(string text, int space) => text.AsSpan(text.LastIndexOf(' ', space - 1) + 1, space - text.LastIndexOf(' ', space - 1) - 1);

    private static bool IsAbbreviation(ReadOnlySpan<char> word) => word.Length is >= 2 and <= 5 && word.IndexOfAnyExceptInRange('A', 'Z') < 0;

    /// <summary>"80-100%", "100 %" as the Swiss say how much of a week one works; "100% remote" is no share of it.</summary>
    private string WithoutWorkload(string text)
    {
        for (var sign = text.IndexOf('%'); sign > 0; sign = text.IndexOf('%', sign))
        {
            var start = NumberBefore(text, sign);
            if (start < 0 || Array.Exists(_words.NoShares, word => Folding.HasPhraseAt(Folding.Fold(text), sign + 2, word)))
            {
                sign++;
                continue;
            }

            var dash = start - 1;
            while (dash > 0 && text[dash] == ' ')
            {
                dash--;
            }

            var from = dash > 0 && text[dash] is '-' or '–' ? NumberBefore(text, dash) : -1;
            start = from >= 0 ? from : start;
            if (start > 0 && text[start - 1] != ' ')
            {
                sign++;
                continue;
            }

            text = string.Concat(text.AsSpan(0, start), text.AsSpan(sign + 1));
            sign = start;
        }

        return text;
    }

    /// <summary>Where the number of two or three digits begins that stands before a place, a percent sign and blanks aside; -1 where there is none.</summary>
    private static int NumberBefore(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '%')
        {
            at--;
        }

        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        return at - start is 2 or 3 ? start : -1;
    }
}
