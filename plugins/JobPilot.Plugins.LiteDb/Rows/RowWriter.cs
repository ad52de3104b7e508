using System.Buffers;
using System.Text.Json;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>BSON back to JSON: a row as it was written, without the plugin's own fields.</summary>
internal static class RowWriter
{
    public static Record ToRecord(BsonDocument row)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            WriteDocument(writer, row, whole: false);
        }

        return Record.FromUtf8(buffer.WrittenMemory, row[RowFields.Id].IsString ? row[RowFields.Id].AsString : row[RowFields.Id].ToString());
    }

    private static void WriteDocument(Utf8JsonWriter writer, BsonDocument document, bool whole)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in document.RawValue)
        {
            if (whole || !RowFields.IsOwn(name))
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.String:
                writer.WriteStringValue(value.AsString);
                break;
            case BsonType.Int32 or BsonType.Int64:
                writer.WriteNumberValue(value.AsInt64);
                break;
            case BsonType.Double when double.IsFinite(value.AsDouble):
                writer.WriteNumberValue(value.AsDouble);
                break;
            case BsonType.Decimal:
                writer.WriteNumberValue(value.AsDecimal);
                break;
            case BsonType.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case BsonType.Document:
                WriteDocument(writer, value.AsDocument, whole: true);
                break;
            case BsonType.Array:
                writer.WriteStartArray();
                foreach (var item in value.AsArray)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            case BsonType.DateTime:
                writer.WriteStringValue(value.AsDateTime.ToUniversalTime());
                break;
            case BsonType.Guid:
                writer.WriteStringValue(value.AsGuid);
                break;
            case BsonType.ObjectId:
                writer.WriteStringValue(value.AsObjectId.ToString());
                break;
            case BsonType.Binary:
                writer.WriteBase64StringValue(value.AsBinary);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
