using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Hash of what makes an opening the same opening: title, company and place, written in one way.</summary>
internal static class MatchKey
{
    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěìíîïīłñńňòóôõöøōőŕřśšşťùúûüūůűýÿźżž";
    private const string Plain = "aaaaaaaaacccddeeeeeeeiiiiilnnnoooooooorrssstuuuuuuuyyzzz";
    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "incorporated", "llc", "llp", "ltd", "limited", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "kg", "kgaa", "se", "ug",
        "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "oy", "pty", "pvt", "mbh", "ev",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> LegalFormsBySpan = LegalForms.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(" .,;:/|()[]-–—\t");

    private static readonly Dictionary<string, string> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["senior"] = "senior",
        ["sr"] = "senior",
        ["junior"] = "junior",
        ["jr"] = "junior",
        ["lead"] = "lead",
        ["principal"] = "principal",
        ["staff"] = "staff",
        ["intern"] = "intern",
        ["internship"] = "intern",
        ["praktikant"] = "intern",
        ["praktikum"] = "intern",
        ["werkstudent"] = "student",
        ["trainee"] = "trainee",
        ["graduate"] = "graduate",
        ["entry"] = "entry",
        ["head"] = "head",
        ["director"] = "director",
        ["vp"] = "vp",
        ["chief"] = "chief",
        ["leiter"] = "head",
        ["i"] = "1",
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
    };

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> LevelsBySpan = Levels.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The hash, 32 hexadecimal digits; null where title or company are unknown, since then nothing says that two are the same.</summary>
    public static string? Of(Record record)
    {
        if (record.GetString(ListingPaths.Title) is not { Length: > 0 } title || record.GetString(ListingPaths.CompanyName) is not { Length: > 0 } company)
        {
            return null;
        }

        var text = new StringBuilder(160);
        Fold(WithoutGender(title), text);
        if (text.Length == 0)
        {
            return null;
        }

        var separator = text.Append('|').Length;
        Fold(company, text);
        DropLegalForms(text, separator);
        if (text.Length == separator)
        {
            return null;
        }

        text.Append('|');
        AppendPlace(record, text);
        AppendLevel(record.GetString(ListingPaths.TitleRaw) ?? title, text.Append('|'));
        return Hash(text.ToString(), 16);
    }

    /// <summary>The first bytes of a SHA-256, in hexadecimal.</summary>
    public static string Hash(string text, int bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> utf8 = stackalloc byte[1024];
        if (Encoding.UTF8.TryGetBytes(text, utf8, out var written))
        {
            SHA256.HashData(utf8[..written], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        }

        return Convert.ToHexStringLower(hash[..bytes]);
    }

    /// <summary>
    /// The level words of the title as posted: the core title has lost them, and a senior's opening is not the junior's. In the order of the alphabet, each once.
    /// </summary>
    private static void AppendLevel(string titleRaw, StringBuilder text)
    {
        SortedSet<string>? levels = null;
        foreach (var range in titleRaw.AsSpan().SplitAny(Separators))
        {
            if (LevelsBySpan.TryGetValue(titleRaw.AsSpan()[range], out var level))
            {
                (levels ??= new SortedSet<string>(StringComparer.Ordinal)).Add(level);
            }
        }

        if (levels is not null)
        {
            text.AppendJoin(' ', levels);
        }
    }

    private static void AppendPlace(Record record, StringBuilder text)
    {
        var city = record.GetString(ListingPaths.LocationCity);
        if ((city ?? record.GetString(ListingPaths.LocationRegion)) is { } place)
        {
            Fold(place, text);
            Fold(record.GetString(ListingPaths.LocationCountry) ?? "", text.Append(','));
            return;
        }

        Fold(record.GetString(ListingPaths.LocationCountry) ?? record.GetString(ListingPaths.LocationRaw) ?? record.GetString(ListingPaths.WorkMode) ?? "", text);
    }

    /// <summary>Lower case, without accents; letters, digits and the <c>+</c> and <c>#</c> of languages' names, single blanks between words.</summary>
    private static void Fold(ReadOnlySpan<char> value, StringBuilder text)
    {
        var start = text.Length;
        foreach (var raw in value)
        {
            var letter = char.ToLowerInvariant(raw);
            if (letter < 0x80 ? char.IsAsciiLetterOrDigit(letter) || letter is '+' or '#' : char.IsLetterOrDigit(letter))
            {
                FoldLetter(letter, text);
            }
            else if (letter is not ('.' or '\'' or '’') && text.Length > start && text[^1] != ' ' && char.GetUnicodeCategory(raw) != UnicodeCategory.NonSpacingMark)
            {
                text.Append(' ');
            }
        }

        if (text.Length > start && text[^1] == ' ')
        {
            text.Length--;
        }
    }

    private static void FoldLetter(char letter, StringBuilder text)
    {
        if (letter < 0x80)
        {
            text.Append(letter);
        }
        else if (letter == 'ß')
        {
            text.Append("ss");
        }
        else
        {
            text.Append(Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter);
        }
    }

    private static void DropLegalForms(StringBuilder text, int from)
    {
        while (true)
        {
            var last = text.Length;
            while (last > from && text[last - 1] != ' ')
            {
                last--;
            }

            if (last <= from || !LegalFormsBySpan.Contains(text.ToString(last, text.Length - last)))
            {
                return;
            }

            text.Length = last - 1;
        }
    }

    /// <summary>Without <c>(m/w/d)</c> and the like.</summary>
    private static ReadOnlySpan<char> WithoutGender(string title)
    {
        var open = title.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : title.IndexOf(')', open);
        if (close < 0 || close - open > 12)
        {
            return title;
        }

        var inside = title.AsSpan(open + 1, close - open - 1);
        return inside.Contains('/') && !inside.ContainsAnyExcept("mwfdxhnMWFDXHN/|* ".AsSpan()) ? title.Remove(open, close - open + 1) : title;
    }
}
