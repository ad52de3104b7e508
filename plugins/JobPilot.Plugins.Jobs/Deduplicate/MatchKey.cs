using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Hash of what makes an opening the same opening: title, company and place, written in one way.</summary>
internal static class MatchKey
{
    /// <summary>Separators and each level once.</summary>
    private const int LongestLevels = 256;

    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěìíîïīłñńňòóôõöøōőŕřśšşťùúûüūůűýÿźżž";
    private const string Plain = "aaaaaaaaacccddeeeeeeeiiiiilnnnoooooooorrssstuuuuuuuyyzzz";
    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "incorporated", "llc", "llp", "ltd", "limited", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "kg", "kgaa", "se", "ug",
        "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "oy", "pty", "pvt", "mbh", "ev",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> LegalFormsBySpan = LegalForms.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Separators = SearchValues.Create(" .,;:/|()[]-–—\t");

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

        var (place, country) = Place(record);
        var titleRaw = record.GetString(ListingPaths.TitleRaw) ?? title;
        var most = (2 * (title.Length + company.Length + place.Length + country.Length)) + titleRaw.Length + LongestLevels;
        char[]? rented = null;
        var buffer = most <= 512 ? stackalloc char[512] : (rented = ArrayPool<char>.Shared.Rent(most));
        var key = Of(title, company, place, country, titleRaw, buffer);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return key;
    }

    private static string? Of(string title, string company, string place, string country, string titleRaw, Span<char> text)
    {
        var length = Fold(WithoutGender(title), text);
        if (length == 0)
        {
            return null;
        }

        text[length++] = '|';
        var name = text[length..];
        var nameLength = WithoutLegalForms(name[..Fold(company, name)]);
        if (nameLength == 0)
        {
            return null;
        }

        length += nameLength;
        text[length++] = '|';
        length += Fold(place, text[length..]);
        if (country.Length > 0)
        {
            text[length++] = ',';
            length += Fold(country.AsSpan(1), text[length..]);
        }

        text[length++] = '|';
        length += WriteLevels(titleRaw, text[length..]);
        return Hash(text[..length], 16);
    }

    /// <summary>The first bytes of a SHA-256, in hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<char> text, int bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> utf8 = stackalloc byte[1024];
        if (Encoding.UTF8.TryGetBytes(text, utf8, out var written))
        {
            SHA256.HashData(utf8[..written], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(text.ToArray()), hash);
        }

        return Convert.ToHexStringLower(hash[..bytes]);
    }

    /// <summary>
    /// The level words of the title as posted: the core title has lost them, and a senior's opening is not the junior's. In the order of the alphabet, each once.
    /// </summary>
    private static int WriteLevels(string titleRaw, Span<char> text)
    {
        List<string>? levels = null;
        foreach (var range in titleRaw.AsSpan().SplitAny(Separators))
        {
            if (LevelsBySpan.TryGetValue(titleRaw.AsSpan()[range], out var level) && levels?.Contains(level) != true)
            {
                (levels ??= new List<string>(2)).Add(level);
            }
        }

        if (levels is null)
        {
            return 0;
        }

        levels.Sort(StringComparer.Ordinal);
        var joined = string.Join(' ', levels);
        joined.CopyTo(text);
        return joined.Length;
    }

    /// <summary>What stands for the place, and the country with a comma before it where it stands beside a city or region.</summary>
    private static (string Place, string Country) Place(Record record)
    {
        var country = record.GetString(ListingPaths.LocationCountry);
        return (record.GetString(ListingPaths.LocationCity) ?? record.GetString(ListingPaths.LocationRegion)) is { } place
            ? (place, "," + country)
            : (country ?? record.GetString(ListingPaths.LocationRaw) ?? record.GetString(ListingPaths.WorkMode) ?? "", "");
    }

    /// <summary>
    /// Lower case, without accents; letters, digits and the <c>+</c> and <c>#</c> of languages' names, single blanks between words. Writes at most two letters for each.
    /// </summary>
    private static int Fold(ReadOnlySpan<char> value, Span<char> text)
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

    /// <summary>Length of a name without the legal forms at its end.</summary>
    private static int WithoutLegalForms(ReadOnlySpan<char> name)
    {
        while (name.LastIndexOf(' ') is > 0 and var space && LegalFormsBySpan.Contains(name[(space + 1)..]))
        {
            name = name[..space];
        }

        return name.Length;
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
