namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Writes a title that is all capitals as titles are written: "NIGHT NURSE" as "Night Nurse". Short words may be abbreviations and stay.</summary>
internal static class TitleCase
{
    private const int LongestAbbreviation = 3;

    /// <summary>Titles of one short word ("CEO", "HVAC") stay too.</summary>
    private const int ShortestTitle = 5;

    /// <summary>Quiets a title.</summary>
    /// <param name="title">The title.</param>
    /// <param name="words">Longer words that stay in capitals, and words that are small.</param>
    public static string Quiet(string title, TitleWords words)
    {
        if (title.Length < ShortestTitle || !IsLoud(title))
        {
            return title;
        }

        var letters = title.ToCharArray();
        var start = 0;
        for (var at = 0; at <= letters.Length; at++)
        {
            if (at == letters.Length || !(char.IsLetter(letters[at]) || letters[at] is '\'' or '’'))
            {
                Word(letters.AsSpan(start, at - start), isFirst: start == 0, isPart: Joined(letters, at) || (start > 0 && Joined(letters, start - 1)), words);
                start = at + 1;
            }
        }

        return new string(letters);
    }

    private static void Word(Span<char> word, bool isFirst, bool isPart, TitleWords words)
    {
        var text = word.ToString();
        if (words.Small.Contains(text))
        {
            Lower(isFirst || isPart ? word[..0] : word);
        }
        else if (word.Length > LongestAbbreviation && !words.Abbreviations.Contains(text))
        {
            Lower(word[1..]);
        }
    }

    private static void Lower(Span<char> word)
    {
        foreach (ref var letter in word)
        {
            letter = char.ToLowerInvariant(letter);
        }
    }

    /// <summary>Whether a sign or digit stands there that joins what is around it: "C++", "E-COMMERCE", "R&amp;D".</summary>
    private static bool Joined(char[] letters, int at) => at < letters.Length && letters[at] is not (' ' or ',' or '/' or '.');

    private static bool IsLoud(string title)
    {
        var longest = 0;
        var run = 0;
        foreach (var letter in title)
        {
            if (char.IsLower(letter))
            {
                return false;
            }

            run = char.IsUpper(letter) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest > LongestAbbreviation;
    }
}
