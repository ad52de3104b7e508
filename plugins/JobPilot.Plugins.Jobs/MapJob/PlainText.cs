using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Texts of a record that can be taken over as the JSON they are, since decoding and writing them again would yield the same: those without escapes but the
/// ones that every JSON writer uses.
/// </summary>
internal static class PlainText
{
    private const byte Quote = (byte)'"';
    private const byte Escape = (byte)'\\';

    /// <summary>Takes a text without the white space around it.</summary>
    /// <param name="value">A JSON value as a JSON reader accepted it; empty is none.</param>
    /// <param name="quoted">The text in quotes, or nothing where it is blank; where no space is around it a part of the value's own buffer.</param>
    /// <returns>Whether the value is such a text.</returns>
    public static bool TryTake(ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte> quoted)
    {
        quoted = default;
        if (value.Length < 2 || value.Span[0] != Quote)
        {
            return false;
        }

        var content = value.Span[1..^1];
        if (!HasPlainEscapes(content))
        {
            return false;
        }

        var start = 0;
        while (start < content.Length && SpaceAtStart(content[start..]) is > 0 and var before)
        {
            start += before;
        }

        var end = content.Length;
        while (end > start && SpaceAtEnd(content[start..end]) is > 0 and var behind)
        {
            end -= behind;
        }

        if (end > start)
        {
            quoted = end - start == content.Length ? value : Quoted(content[start..end]);
        }

        return true;
    }

    /// <summary>Decodes it.</summary>
    public static string Decode(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>A text without the white space, and the letters that nobody sees, around it.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || IsUnseen(letter);

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || IsUnseen(rune.Value);

    /// <summary>Soft hyphen, blanks without width, marks of direction, and the mark of byte order.</summary>
    private static bool IsUnseen(int letter) => letter is 0xAD or (>= 0x200B and <= 0x200F and not 0x200D) or 0x2060 or 0xFEFF;

    private static bool HasPlainEscapes(ReadOnlySpan<byte> content)
    {
        for (var at = content.IndexOf(Escape); at >= 0; at = content.IndexOf(Escape))
        {
            if (content[at + 1] is not ((byte)'n' or (byte)'r' or (byte)'t' or Quote or Escape))
            {
                return false;
            }

            content = content[(at + 2)..];
        }

        return true;
    }

    /// <summary>Bytes of the white space with which a content begins; 0 where it begins with none.</summary>
    private static int SpaceAtStart(ReadOnlySpan<byte> content) => content[0] switch
    {
        (byte)' ' => 1,
        Escape => IsSpace(content[1]) ? 2 : 0,
        < 0x80 => 0,
        _ => Rune.DecodeFromUtf8(content, out var rune, out var length) == OperationStatus.Done && IsSpace(rune) ? length : 0,
    };

    /// <summary>Bytes of the white space with which a content ends; 0 where it ends with none.</summary>
    private static int SpaceAtEnd(ReadOnlySpan<byte> content)
    {
        var last = content[^1];
        if (last >= 0x80)
        {
            return Rune.DecodeLastFromUtf8(content, out var rune, out var length) == OperationStatus.Done && IsSpace(rune) ? length : 0;
        }

        if (!IsSpace(last))
        {
            return last == (byte)' ' ? 1 : 0;
        }

        // Of several backslashes the first ones are escaped by each other.
        var letters = content[..^1];
        return (letters.Length - letters.TrimEnd(Escape).Length) % 2 == 1 ? 2 : 0;
    }

    /// <summary>Whether a letter behind a backslash stands for white space.</summary>
    private static bool IsSpace(byte escaped) => escaped is (byte)'n' or (byte)'r' or (byte)'t';

    private static byte[] Quoted(ReadOnlySpan<byte> content)
    {
        var quoted = new byte[content.Length + 2];
        quoted[0] = quoted[^1] = Quote;
        content.CopyTo(quoted.AsSpan(1));
        return quoted;
    }
}
