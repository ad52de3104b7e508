namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>The forms of a word that features are made of.</summary>
internal static class WordForm
{
    /// <summary>Longest word that is looked at; what follows is cut off.</summary>
    public const int Longest = 40;

    private const int LongestShape = 6;

    /// <summary>Writes a word in lower case, digits as 0.</summary>
    /// <returns>How many letters were written.</returns>
    public static int Lower(ReadOnlySpan<char> word, Span<char> into)
    {
        var length = Math.Min(word.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            var letter = word[i];
            into[i] = char.IsAsciiDigit(letter) ? '0' : letter == '’' ? '\'' : char.ToLowerInvariant(letter);
        }

        return length;
    }

    /// <summary>Length of the stem of a word in lower case; a y that an "ies" stood for comes back as i.</summary>
    public static int StemLength(ReadOnlySpan<char> lower)
    {
        var length = lower.Length;
        if (length > 4 && lower.EndsWith("ies"))
        {
            return length - 2;
        }

        if (length > 5 && lower.EndsWith("ing"))
        {
            length = WithoutTwin(lower, length - 3);
        }
        else if (length > 4 && lower.EndsWith("ed"))
        {
            length = WithoutTwin(lower, length - 2);
        }
        else if (length > 3 && lower[^1] == 's' && lower[^2] is not ('s' or 'u' or 'i'))
        {
            length--;
        }

        return length > 4 && lower[length - 1] is 'e' or 'y' ? length - 1 : length;
    }

    /// <summary>Writes the outline of a word: Xx for Java, x0 for h264.</summary>
    /// <returns>How many letters were written.</returns>
    public static int Shape(ReadOnlySpan<char> word, Span<char> into)
    {
        var count = 0;
        foreach (var letter in word)
        {
            var kind = char.IsUpper(letter) ? 'X' : char.IsLower(letter) ? 'x' : char.IsDigit(letter) ? '0' : letter;
            if (count > 0 && into[count - 1] == kind)
            {
                continue;
            }

            into[count++] = kind;
            if (count == LongestShape)
            {
                break;
            }
        }

        return count;
    }

    private static int WithoutTwin(ReadOnlySpan<char> lower, int length) =>
        length > 3 && lower[length - 1] == lower[length - 2] && lower[length - 1] is not ('s' or 'l') ? length - 1 : length;
}
