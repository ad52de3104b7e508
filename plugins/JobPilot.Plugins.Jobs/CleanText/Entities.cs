using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>Decodes character references: those of HTML 4, the commoner ones of HTML 5, and numbers, as browsers do.</summary>
internal static class Entities
{
    private const int LongestName = 24;
    private const int MostKnown = 512;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["lpar"] = "(",
        ["rpar"] = ")",
        ["comma"] = ",",
        ["period"] = ".",
        ["colon"] = ":",
        ["semi"] = ";",
        ["num"] = "#",
        ["plus"] = "+",
        ["equals"] = "=",
        ["excl"] = "!",
        ["quest"] = "?",
        ["sol"] = "/",
        ["bsol"] = "\\",
        ["lbrack"] = "[",
        ["rbrack"] = "]",
        ["lsqb"] = "[",
        ["rsqb"] = "]",
        ["lbrace"] = "{",
        ["rbrace"] = "}",
        ["lcub"] = "{",
        ["rcub"] = "}",
        ["verbar"] = "|",
        ["vert"] = "|",
        ["ast"] = "*",
        ["midast"] = "*",
        ["percnt"] = "%",
        ["dollar"] = "$",
        ["commat"] = "@",
        ["lowbar"] = "_",
        ["grave"] = "`",
        ["Tab"] = "\t",
        ["NewLine"] = "\n",
        ["hyphen"] = "\u2010",
        ["dash"] = "\u2010",
        ["horbar"] = "\u2015",
        ["check"] = "\u2713",
        ["star"] = "\u2606",
        ["starf"] = "\u2605",
        ["half"] = "\u00BD",
        ["rsquor"] = "\u2019",
        ["rdquor"] = "\u201D",
        ["apos"] = "'",
        ["AMP"] = "&",
        ["LT"] = "<",
        ["GT"] = ">",
        ["QUOT"] = "\"",
        ["COPY"] = "\u00A9",
        ["REG"] = "\u00AE",
        ["square"] = "\u25A1",
        ["squf"] = "\u25AA",
        ["bullet"] = "\u2022",
        ["Ccaron"] = "\u010C",
        ["ccaron"] = "\u010D",
        ["Zcaron"] = "\u017D",
        ["zcaron"] = "\u017E",
        ["ecaron"] = "\u011B",
        ["rcaron"] = "\u0159",
        ["lstrok"] = "\u0142",
        ["Lstrok"] = "\u0141",
        ["aogon"] = "\u0105",
        ["eogon"] = "\u0119",
        ["sacute"] = "\u015B",
        ["nacute"] = "\u0144",
        ["cacute"] = "\u0107",
        ["zdot"] = "\u017C",
        ["zacute"] = "\u017A",
        ["inodot"] = "\u0131",
        ["gbreve"] = "\u011F",
        ["scedil"] = "\u015F",
    };

    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownBySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Names that browsers also take without their semicolon.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Bare =
        new[] { "amp", "lt", "gt", "quot", "nbsp", "copy", "reg" }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Decodes each reference once; null where there is none.</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        StringBuilder? decoded = null;
        var copied = 0;
        for (var at = text.IndexOf('&'); at >= 0;)
        {
            if (Read(text[(at + 1)..], out var length) is { } meaning)
            {
                (decoded ??= new StringBuilder(text.Length)).Append(text[copied..at]).Append(meaning);
                copied = at + 1 + length;
                at = copied - 1;
            }

            var next = text[(at + 1)..].IndexOf('&');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return decoded?.Append(text[copied..]).ToString();
    }

    private static string? Read(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length > 1 && text[0] == '#')
        {
            return Number(text, out length);
        }

        while (length < text.Length && length < LongestName && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        var name = text[..length];
        if (length < text.Length && text[length] == ';')
        {
            length++;
            return Named(name);
        }

        return Bare.Contains(name) ? Named(name) : null;
    }

    private static string? Named(ReadOnlySpan<char> name)
    {
        if (KnownBySpan.TryGetValue(name, out var meaning))
        {
            return meaning;
        }

        var reference = $"&{name};";
        var decoded = WebUtility.HtmlDecode(reference);
        if (decoded == reference)
        {
            return null;
        }

        if (Known.Count < MostKnown)
        {
            KnownBySpan[name] = decoded;
        }

        return decoded;
    }

    private static string? Number(ReadOnlySpan<char> text, out int length)
    {
        var isHex = text[1] is 'x' or 'X';
        var from = isHex ? 2 : 1;
        length = from;
        while (length < text.Length && length < from + 8 && (isHex ? char.IsAsciiHexDigit(text[length]) : char.IsAsciiDigit(text[length])))
        {
            length++;
        }

        if (length == from
            || !int.TryParse(text[from..length], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        if (length < text.Length && text[length] == ';')
        {
            length++;
        }

        return value switch
        {
            >= 0x80 and <= 0x9F => Cp1252.OfControl(value).ToString(),
            0 or > 0x10FFFF or < 0 or (>= 0xD800 and <= 0xDFFF) => "\uFFFD",
            _ => char.ConvertFromUtf32(value),
        };
    }
}
