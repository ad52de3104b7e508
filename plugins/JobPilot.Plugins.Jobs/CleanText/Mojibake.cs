using System.Text;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Repairs UTF-8 that was read as Latin-1 or CP1252 ("cafÃ©"), also twice. Only what decodes as strict UTF-8 is touched, and what could be
/// meant as it stands (a capital before a quotation mark) is left.
/// </summary>
internal static class Mojibake
{
    private const int MostRounds = 2;

    /// <summary>The repaired text; null where nothing is broken.</summary>
    public static string? Repair(ReadOnlySpan<char> text)
    {
        var repaired = RepairOnce(text);
        for (var round = 1; round < MostRounds && repaired is not null && RepairOnce(repaired) is { } again; round++)
        {
            repaired = again;
        }

        return repaired;
    }

    private static string? RepairOnce(ReadOnlySpan<char> text)
    {
        StringBuilder? repaired = null;
        var copied = 0;
        Span<byte> bytes = stackalloc byte[4];
        Span<char> decoded = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var lead = text[at..].IndexOfAnyInRange('\u00C2', '\u00F4');
            if (lead < 0)
            {
                break;
            }

            at += lead;
            var length = Sequence(text, at, bytes);
            if (length == 0 || !Encoding.UTF8.TryGetChars(bytes[..length], decoded, out var written) || decoded[0] == '\uFFFD')
            {
                at++;
                continue;
            }

            (repaired ??= new StringBuilder(text.Length)).Append(text[copied..at]).Append(decoded[..written]);
            at += length;
            copied = at;
        }

        return repaired?.Append(text[copied..]).ToString();
    }

    /// <summary>Length of the sequence of bytes that the characters from here on stand for; 0 where they are no sequence or may be meant so.</summary>
    private static int Sequence(ReadOnlySpan<char> text, int at, Span<byte> bytes)
    {
        int lead = text[at];
        var length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > text.Length)
        {
            return 0;
        }

        bytes[0] = (byte)lead;
        for (var i = 1; i < length; i++)
        {
            var value = Cp1252.ByteOf(text[at + i]);
            if (value is < 0x80 or > 0xBF)
            {
                return 0;
            }

            bytes[i] = (byte)value;
        }

        return length > 2 || lead is 0xC2 or 0xC3 || !IsQuotationOrDash(text[at + 1]) ? length : 0;
    }

    private static bool IsQuotationOrDash(char value) =>
        value is (>= '\u2013' and <= '\u203A') or '\u00AB' or '\u00BB' or '\u00A0' or '\u00AE' or '\u00B0' or '\u00B4' or '\u00B7';
}
