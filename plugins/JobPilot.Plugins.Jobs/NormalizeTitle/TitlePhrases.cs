using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Takes out of a title what is said around it: "Hiring for", "JR-204511", "80-100%", "with security clearance", "Job at Tern, Inc. in Leeds". Thread-safe.</summary>
internal sealed class TitlePhrases(TitleWords words)
{
    private const int LeastDigits = 4;
    private const int LongestLetters = 3;
    private readonly TitleWords _words = words;

    /// <summary>The title without them; empty where nothing else was there.</summary>
    public string Strip(string title)
    {
        var text = WithoutRequisition(title.Trim());
        var folded = Folding.Fold(text);
        foreach (var phrase in _words.Tails)
        {
            var at = Folding.FindPhrase(folded, phrase);
            if (at > 0)
            {
                (text, folded) = (text[..at], folded[..at]);
            }
        }

        foreach (var phrase in _words.Openings)
        {
            if (Folding.HasPhraseAt(folded, 0, phrase) && folded.Length > phrase.Length + 1 && folded[phrase.Length + 1] != '&' && HasRole(folded[phrase.Length..]))
            {
                (text, folded) = (text[phrase.Length..].TrimStart(' ', ':', '!', '-'), folded[phrase.Length..].TrimStart(' ', ':', '!', '-'));
                break;
            }
        }

        foreach (var phrase in _words.Phrases)
        {
            for (var at = Folding.FindPhrase(folded, phrase); at > 0; at = Folding.FindPhrase(folded, phrase))
            {
                (text, folded) = (text.Remove(at, phrase.Length), folded.Remove(at, phrase.Length));
            }
        }

        return WithoutWorkload(text).Trim();
    }

    private bool HasRole(string folded)
    {
        foreach (var word in folded.AsSpan().SplitAny(' ', '-', '/', ',', '&'))
        {
            if (_words.IsRole(folded.AsSpan(word)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A board's number before the title: letters, then four digits or more.</summary>
    private static string WithoutRequisition(string text)
    {
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
