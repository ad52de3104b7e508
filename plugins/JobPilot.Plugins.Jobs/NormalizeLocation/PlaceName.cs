using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>The form in which names of places are compared: folded, without dots and apostrophes, hyphens as spaces, "st" as "saint".</summary>
internal static class PlaceName
{
    private const int LongestName = 100;
    private const int ShortestName = 4;
    private const char FirstMark = '\u0180';
    private const char CombiningMark = '\u0300';

    // What stands before the addition, the longer first.
    private static readonly string[] Infixes =
    [
        " am ", " an der ", " an den ", " in der ", " im ", " in ", " bei ", " ob der ", " vor der ", " unter ", " auf ", " upon ", " on the ", " on ", " super ", " aan den ", " aan de ", " op ", " sur ",
    ];

    /// <summary>Most letters of a key.</summary>
    public const int LongestKey = LongestName * 2;

    /// <summary>The key of a name; empty where there is no letter or the name is longer than any place's.</summary>
    public static string Key(ReadOnlySpan<char> name)
    {
        Span<char> buffer = stackalloc char[LongestKey];
        return buffer[..Key(name, buffer)].ToString();
    }

    /// <summary>Writes the key into a buffer of <see cref="LongestKey"/> letters and returns its length.</summary>
    public static int Key(ReadOnlySpan<char> name, Span<char> buffer)
    {
        if (name.Length > LongestName)
        {
            return 0;
        }

        var length = 0;
        foreach (var letter in name)
        {
            if (letter is 'ß' or 'ẞ')
            {
                // It is folded to one s elsewhere, but names are spelled with two where it is missing: "Giessen".
                buffer[length++] = 's';
                buffer[length++] = 's';
                continue;
            }

            var plain = letter < FirstMark ? Folding.Fold(letter) : Unmarked(letter);
            if (char.IsAsciiLetterLower(plain))
            {
                buffer[length++] = plain;
                continue;
            }

            if (plain is CombiningMark or '.' or '\'' or 'ʻ' or '*' or '"')
            {
                continue;
            }

            if (!char.IsLetterOrDigit(plain) && plain != '&')
            {
                if (length > 0 && buffer[length - 1] != ' ')
                {
                    buffer[length++] = ' ';
                }

                continue;
            }

            buffer[length++] = plain;
        }

        if (length > 0 && buffer[length - 1] == ' ')
        {
            length--;
        }

        return Saint(buffer, length);
    }

    /// <summary>The key without what tells the town from its namesakes, "Landau" of "Landau in der Pfalz"; null where there is no such addition.</summary>
    public static string? WithoutAddition(string key)
    {
        foreach (var infix in Infixes)
        {
            if (key.IndexOf(infix, StringComparison.Ordinal) is >= ShortestName and var at)
            {
                return key[..at];
            }
        }

        return null;
    }

    /// <summary>The letter without marks, which names of places have beyond those that texts are folded of: Vietnamese ones, and marks that stand for themselves.</summary>
    private static char Unmarked(char letter) => letter switch
    {
        >= '\u0300' and <= '\u036F' => CombiningMark,
        'Ơ' or 'ơ' => 'o',
        'Ư' or 'ư' => 'u',
        >= '\u1EA0' and <= '\u1EB7' => 'a',
        >= '\u1EB8' and <= '\u1EC7' => 'e',
        >= '\u1EC8' and <= '\u1ECB' => 'i',
        >= '\u1ECC' and <= '\u1EE3' => 'o',
        >= '\u1EE4' and <= '\u1EF1' => 'u',
        >= '\u1EF2' and <= '\u1EF9' => 'y',
        _ => Folding.Fold(letter),
    };

    private static int Saint(Span<char> buffer, int length)
    {
        if (length == 0 || buffer[0] is not ('s' or 'm' or 'f'))
        {
            return length;
        }

        var key = buffer[..length];
        var (old, spelled) = key.StartsWith("st ") ? (2, "saint") : key.StartsWith("ste ") ? (3, "sainte") : key.StartsWith("sankt ") ? (5, "saint")
            : key.StartsWith("mt ") ? (2, "mount") : key.StartsWith("ft ") ? (2, "fort") : (0, "");
        if (old == 0)
        {
            return length;
        }

        var rest = key[old..].ToString();
        spelled.CopyTo(buffer);
        rest.CopyTo(buffer[spelled.Length..]);
        return spelled.Length + rest.Length;
    }
}
