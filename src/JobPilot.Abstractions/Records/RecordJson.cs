using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace JobPilot;

/// <summary>How records are read from and written to JSON text.</summary>
public static class RecordJson
{
    /// <summary>Deepest nesting of a record that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Options that write text outside ASCII as it is, and refuse nothing that JSON allows.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        MaxDepth = MaxDepth,
    };

    /// <summary>Writer options for one record a line: no indentation, text outside ASCII as it is.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };

    /// <summary>
    /// Checks that the bytes are one JSON object in valid UTF-8, and brings them onto one line.
    /// </summary>
    /// <exception cref="JsonException">They are not; says why.</exception>
    internal static byte[] Normalize(ReadOnlyMemory<byte> json, out int start, out int length)
    {
        var span = json.Span;
        if (!Utf8.IsValid(span))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        var oneLine = span.IndexOfAny((byte)'\n', (byte)'\r', (byte)'\t') < 0;
        var text = span.Trim((byte)' ');
        if (oneLine && text is [(byte)'{', ..] && System.Runtime.InteropServices.MemoryMarshal.TryGetArray(json, out var array))
        {
            // The common case: what parses the fields checks the rest, so that the text is read once.
            start = array.Offset + span.IndexOf((byte)'{');
            length = text.Length;
            return array.Array!;
        }

        var reader = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A record is a JSON object, not {Describe(reader.TokenType)}.");
        }

        start = (int)reader.TokenStartIndex;
        reader.Skip();
        length = (int)reader.BytesConsumed - start;
        if (reader.Read())
        {
            throw new JsonException("More than one JSON value.");
        }

        if (!oneLine)
        {
            var minified = Minify(span.Slice(start, length));
            start = 0;
            length = minified.Length;
            return minified;
        }

        if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray(json, out var segment))
        {
            start += segment.Offset;
            return segment.Array!;
        }

        return span.ToArray();
    }

    internal static byte[] Minify(ReadOnlySpan<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                CopyToken(ref reader, writer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static string DecodeString(ReadOnlySpan<byte> quoted)
    {
        var content = quoted[1..^1];
        return content.IndexOf((byte)'\\') < 0 ? Encoding.UTF8.GetString(content) : DecodeEscaped(content);
    }

    /// <summary>Decodes a string without the white space around it, which costs no second string.</summary>
    internal static string DecodeTrimmed(ReadOnlySpan<byte> quoted, out bool isWhole)
    {
        var content = quoted[1..^1];
        if (content.IndexOf((byte)'\\') >= 0)
        {
            return DecodeEscaped(content, isTrimmed: true, out isWhole);
        }

        var inner = content.Trim((byte)' ');
        var text = Encoding.UTF8.GetString(inner);
        var trimmed = text.Trim();
        isWhole = inner.Length == content.Length && trimmed.Length == text.Length;
        return trimmed;
    }

    /// <summary>Decodes escapes; half of a surrogate pair becomes U+FFFD, since neither databases nor UTF-8 can hold it.</summary>
    internal static string DecodeEscaped(ReadOnlySpan<byte> content) => DecodeEscaped(content, isTrimmed: false, out _);

    /// <summary>Decodes a string into a buffer, which is replaced by a larger one where it is too small.</summary>
    internal static ReadOnlySpan<char> DecodeInto(ReadOnlySpan<byte> quoted, ref char[] buffer)
    {
        var content = quoted[1..^1];
        if (buffer.Length < content.Length)
        {
            buffer = new char[Math.Max(content.Length, 2 * buffer.Length)];
        }

        return buffer.AsSpan(0, Decode(content, buffer));
    }

    private static string DecodeEscaped(ReadOnlySpan<byte> content, bool isTrimmed, out bool isWhole)
    {
        var buffer = ArrayPool<char>.Shared.Rent(content.Length);
        var text = buffer.AsSpan(0, Decode(content, buffer));
        var kept = isTrimmed ? text.Trim() : text;
        isWhole = kept.Length == text.Length;
        var decoded = new string(kept);
        ArrayPool<char>.Shared.Return(buffer);
        return decoded;
    }

    /// <summary>Decodes what stands between the quotes; the result has at most as many characters as that has bytes.</summary>
    private static int Decode(ReadOnlySpan<byte> content, Span<char> text)
    {
        var length = 0;
        var hasSurrogates = false;
        while (content.Length > 0)
        {
            var plain = content.IndexOf((byte)'\\');
            length += Encoding.UTF8.GetChars(plain < 0 ? content : content[..plain], text[length..]);
            if (plain < 0)
            {
                break;
            }

            var escape = content[plain + 1];
            content = content[(plain + 2)..];
            if (escape == (byte)'u')
            {
                Utf8Parser.TryParse(content[..4], out ushort unit, out _, 'x');
                hasSurrogates |= char.IsSurrogate((char)unit);
                text[length++] = (char)unit;
                content = content[4..];
                continue;
            }

            text[length++] = escape switch
            {
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                _ => (char)escape,
            };
        }

        if (hasSurrogates)
        {
            ReplaceHalfPairs(text[..length]);
        }

        return length;
    }

    private static void ReplaceHalfPairs(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }
    }

    private static void CopyToken(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName when reader.ValueIsEscaped:
                writer.WritePropertyName(DecodeEscaped(reader.ValueSpan));
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.ValueSpan);
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                writer.WriteStringValue(DecodeEscaped(reader.ValueSpan));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.ValueSpan);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a string",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
