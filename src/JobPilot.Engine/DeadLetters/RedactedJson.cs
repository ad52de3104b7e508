using System.Buffers;
using System.Text.Json;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Takes secrets out of the texts of a JSON document, however they are escaped in it.</summary>
internal static class RedactedJson
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1024 };

    /// <summary>Invariant 9: the document itself where it holds none, else one with the mask in their place.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json, Func<string, string> redact)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        var changed = false;
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            var reader = new Utf8JsonReader(json.Span, Reading);
            while (reader.Read())
            {
                changed |= Copy(ref reader, writer, redact);
            }
        }

        return changed ? buffer.WrittenMemory : json;
    }

    private static bool Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, Func<string, string> redact)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                return false;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                return false;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                return false;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                return false;
            case JsonTokenType.PropertyName:
                var name = Text(ref reader);
                var redactedName = redact(name);
                writer.WritePropertyName(redactedName);
                return redactedName != name;
            case JsonTokenType.String:
                var text = Text(ref reader);
                var redacted = redact(text);
                writer.WriteStringValue(redacted);
                return redacted != text;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                return false;
        }
    }

    /// <summary>Half of a surrogate pair is no text: such a value is looked at as it stands there.</summary>
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
