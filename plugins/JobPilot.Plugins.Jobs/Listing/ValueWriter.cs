using System.Text.Json;

namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>Writes a value of a record where it stands, without making text of it first.</summary>
internal static class ValueWriter
{
    /// <summary>Writes the value with all that is in it; null for one that is missing.</summary>
    public static void Write(Utf8JsonWriter writer, RecordValue value)
    {
        if (!value.Utf8.IsEmpty)
        {
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
            return;
        }

        switch (value.Kind)
        {
            case RecordValueKind.Object:
                writer.WriteStartObject();
                for (var i = 0; i < value.Count; i++)
                {
                    writer.WritePropertyName(value.NameAt(i));
                    Write(writer, value[i]);
                }

                writer.WriteEndObject();
                break;
            case RecordValueKind.Array:
                writer.WriteStartArray();
                for (var i = 0; i < value.Count; i++)
                {
                    Write(writer, value[i]);
                }

                writer.WriteEndArray();
                break;
            case RecordValueKind.String:
                writer.WriteStringValue(value.AsString());
                break;
            case RecordValueKind.Number when value.AsNumber() is { } number:
                writer.WriteNumberValue(number);
                break;
            case RecordValueKind.Boolean when value.AsBoolean() is { } flag:
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
