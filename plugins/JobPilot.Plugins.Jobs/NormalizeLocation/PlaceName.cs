using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>The form in which names of places are compared: folded, without dots and apostrophes, hyphens as spaces, "st" as "saint".</summary>
internal static class PlaceName
{
    private const int LongestName = 100;

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
            var plain = Folding.Fold(letter);
            if (char.IsAsciiLetterLower(plain))
            {
                buffer[length++] = plain;
                continue;
            }

            if (plain is '.' or '\'' or 'ʻ' or '*' or '"')
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
