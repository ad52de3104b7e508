using System.Globalization;
using System.IO.Hashing;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Writes names in one way, and makes hashes of what makes an opening the same opening.</summary>
internal static class MatchKey
{
    private const int HashBytes = 16;

    /// <summary>Letters of title, employer and place together, as a rule.</summary>
    private const int UsualParts = 512;

    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěìíîïīłñńňòóôõöøōőŕřśšşťùúûüūůűýÿźżž";
    private const string Plain = "aaaaaaaaacccddeeeeeeeiiiiilnnnoooooooorrssstuuuuuuuyyzzz";

    /// <summary>
    /// A company's name written in one way: folded, up to a legal form that ends a name, without other legal forms and countries at its end, in one word, since boards part and join
    /// brands as they like ("Fact Finder", "FactFinder"); "" where there is none.
    /// </summary>
    public static string Employer(Record record, DuplicateWords words)
    {
        if (record.GetString(ListingPaths.CompanyName) is not { Length: > 0 } company)
        {
            return "";
        }

        // What is normalised has lost the legal form, and with it where the name ends.
        return record.GetString(ListingPaths.CompanyNameRaw) is { Length: > 0 } raw && Written(raw, words, isCut: true) is { Length: > 0 } key ? key : Written(company, words, isCut: false);
    }

    /// <summary>A name in one word; with <paramref name="isCut"/> only where a legal form ends it, else "".</summary>
    private static string Written(string company, DuplicateWords words, bool isCut)
    {
        var most = 2 * company.Length;
        Span<char> buffer = most <= 256 ? stackalloc char[256] : new char[most];
        ReadOnlySpan<char> name = buffer[..Fold(company, buffer)];
        name = name.StartsWith("the ") ? name[4..] : name;
        var cut = UpToLegalForm(name, words);
        if (isCut && cut.Length == name.Length)
        {
            return "";
        }

        // The buffer is read no more: the words move together in it.
        var length = 0;
        foreach (var letter in WithoutLegalForms(cut, words))
        {
            if (letter != ' ')
            {
                buffer[length++] = letter;
            }
        }

        return buffer[..length].ToString();
    }

    /// <summary>A key: its kind, and the hash of what it is made of.</summary>
    /// <param name="kind">The letter of the kind and a colon.</param>
    /// <param name="bytes">Bytes of the hash, at most 16.</param>
    /// <param name="parts">Read with a stroke between them; null as "".</param>
    public static string Of(string kind, int bytes, params ReadOnlySpan<string?> parts)
    {
        var most = parts.Length;
        foreach (var part in parts)
        {
            most += part?.Length ?? 0;
        }

        Span<char> text = most <= UsualParts ? stackalloc char[UsualParts] : new char[most];
        var length = 0;
        foreach (var part in parts)
        {
            part.AsSpan().CopyTo(text[length..]);
            length += part?.Length ?? 0;
            text[length++] = '|';
        }

        return Of(kind, bytes, text[..(length - 1)]);
    }

    /// <summary>A key: its kind, and the hash of what it is made of.</summary>
    /// <param name="kind">The letter of the kind and a colon.</param>
    /// <param name="bytes">Bytes of the hash, at most 16.</param>
    /// <param name="text">What it is made of.</param>
    public static string Of(string kind, int bytes, ReadOnlySpan<char> text)
    {
        Span<char> hash = stackalloc char[2 * HashBytes];
        return string.Concat(kind, Hash(text, hash[..(2 * bytes)]));
    }

    /// <summary>
    /// The first bytes of an XXH3 hash of 128 bits, in hexadecimal; at most 16. It is no secret: whoever wants his posting to be taken for another copies that one's title, company and place.
    /// </summary>
    /// <param name="text">What it is of.</param>
    /// <param name="hexadecimal">Two letters a byte; filled.</param>
    /// <returns>What was filled.</returns>
    public static ReadOnlySpan<char> Hash(ReadOnlySpan<char> text, Span<char> hexadecimal)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        Span<byte> utf8 = stackalloc byte[1024];
        if (Encoding.UTF8.TryGetBytes(text, utf8, out var written))
        {
            XxHash128.Hash(utf8[..written], hash);
        }
        else
        {
            XxHash128.Hash(Encoding.UTF8.GetBytes(text.ToArray()), hash);
        }

        Convert.TryToHexStringLower(hash[..(hexadecimal.Length / 2)], hexadecimal, out _);
        return hexadecimal;
    }

    /// <summary>
    /// Lower case, without accents; letters, digits and the <c>+</c> and <c>#</c> of languages' names, single blanks between words. Writes at most two letters for each.
    /// </summary>
    public static int Fold(ReadOnlySpan<char> value, Span<char> text)
    {
        var length = 0;
        foreach (var raw in value)
        {
            var letter = raw < 0x80 ? (char)((uint)(raw - 'A') <= 'Z' - 'A' ? raw | 0x20 : raw) : char.ToLowerInvariant(raw);
            if (letter < 0x80 ? char.IsAsciiLetterOrDigit(letter) || letter is '+' or '#' : char.IsLetterOrDigit(letter))
            {
                if (letter == 'ß')
                {
                    text[length++] = 's';
                    letter = 's';
                }
                else if (letter >= 0x80 && Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at)
                {
                    letter = Plain[at];
                }

                text[length++] = letter;
            }
            else if (letter is not ('.' or '\'' or '’') && length > 0 && text[length - 1] != ' ' && char.GetUnicodeCategory(raw) != UnicodeCategory.NonSpacingMark)
            {
                text[length++] = ' ';
            }
        }

        return length > 0 && text[length - 1] == ' ' ? length - 1 : length;
    }

    /// <summary>What stands before a legal form that is no word of names ("Acme GmbH Personalberatung"); the whole where there is none, or nothing stands before it.</summary>
    private static ReadOnlySpan<char> UpToLegalForm(ReadOnlySpan<char> name, DuplicateWords words)
    {
        for (var start = name.IndexOf(' ') + 1; start > 0;)
        {
            var length = name[start..].IndexOf(' ');
            var word = length < 0 ? name[start..] : name.Slice(start, length);
            if (words.NameEnds.Contains(word) && words.CompanyEnds.Contains(word))
            {
                return name[..(start - 1)];
            }

            start = length < 0 ? 0 : start + length + 1;
        }

        return name;
    }

    /// <summary>A name without the legal forms and countries at its end.</summary>
    private static ReadOnlySpan<char> WithoutLegalForms(ReadOnlySpan<char> name, DuplicateWords words)
    {
        while (name.LastIndexOf(' ') is > 0 and var space && words.CompanyEnds.Contains(name[(space + 1)..]))
        {
            name = name[..space];
        }

        return name;
    }
}
