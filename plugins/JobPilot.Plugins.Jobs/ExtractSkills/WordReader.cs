using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Splits text into words as names of skills have them: C++, C#, .NET and Node.js are one word, "CI/CD" and "T-SQL" are two. Hashes each word
/// without regard to case and accents while it is read.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static readonly char[] Ascii = MakeAscii();
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _at;

    /// <summary>Hash of the folded word.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Goes on to the next word.</summary>
    public bool Read()
    {
        var text = _text;
        var at = _at;
        while (at < text.Length && !IsWord(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            _at = at;
            return false;
        }

        Start = at > 0 && text[at - 1] == '.' && IsNet(text, at) ? at - 1 : at;
        var hash = Start < at ? unchecked((Offset ^ '.') * Prime) : Offset;
        while (at < text.Length)
        {
            var letter = text[at];
            var plain = letter < 128 ? Ascii[letter] : char.IsLetterOrDigit(letter) ? Folding.Fold(letter) : '\0';
            if (plain == '\0' && !IsInner(text, at))
            {
                break;
            }

            hash = (hash ^ (plain == '\0' ? letter : plain)) * Prime;
            at++;
        }

        _at = at;
        Hash = hash;
        return true;
    }

    private static bool IsWord(char letter) => letter < 128 ? Ascii[letter] != '\0' : char.IsLetterOrDigit(letter);

    private static bool IsNet(ReadOnlySpan<char> text, int at) =>
        text.Length >= at + 3 && (text[at] | 0x20) == 'n' && (text[at + 1] | 0x20) == 'e' && (text[at + 2] | 0x20) == 't'
        && !(at > 1 && char.IsLetterOrDigit(text[at - 2])) && !(text.Length > at + 3 && char.IsLetterOrDigit(text[at + 3]));

    /// <summary>+ and # behind a letter, a dot between a letter and "js", "net", "io" or a digit.</summary>
    private static bool IsInner(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '+' => at > 0 && !char.IsAsciiDigit(text[at - 1]),
        '#' => at > 0 && char.IsAsciiLetter(text[at - 1]),
        '.' => at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || (char.IsAsciiLetterLower(text[at + 1]) && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
            || (at + 3 < text.Length && text[at + 1] is 'N' or 'J' && text[at - 1] != ' ' && text[at + 2] is 'E' or 'S')),
        _ => false,
    };

    private static char[] MakeAscii()
    {
        var letters = new char[128];
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = char.IsAsciiLetterOrDigit((char)i) ? char.ToLowerInvariant((char)i) : '\0';
        }

        return letters;
    }
}
