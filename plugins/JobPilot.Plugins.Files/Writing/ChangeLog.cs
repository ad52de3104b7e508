using System.Text.Json;

namespace JobPilot.Plugins.Files;

/// <summary>
/// How a file of lines says that a row changes or goes: <c>{"_operation":"patch","_key":"…","_fields":{…}}</c> and
/// <c>{"_operation":"delete","_key":"…"}</c>. A line without <c>_operation</c> is the row itself.
/// </summary>
internal static class ChangeLog
{
    public static void Write(Utf8JsonWriter writer, Record record)
    {
        if (record.Operation == RecordOperation.Upsert)
        {
            record.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("_operation"u8, record.Operation == RecordOperation.Delete ? "delete"u8 : "patch"u8);
        writer.WriteString("_key"u8, record.Key);
        if (record.Operation == RecordOperation.Patch)
        {
            writer.WritePropertyName("_fields"u8);
            record.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
