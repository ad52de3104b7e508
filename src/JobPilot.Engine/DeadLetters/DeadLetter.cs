using System.Buffers;
using System.Globalization;
using System.Text.Json;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Writes a rejected record as the dead-letter store keeps it: reason, component, attempts, and the payload as it came.</summary>
internal static class DeadLetter
{
    public static Record Of(Item item, string component, string reason, RunInfo run, long number, DateTimeOffset at, Func<string, string> redact)
    {
        var id = $"{run.Id}-{number.ToString("D8", CultureInfo.InvariantCulture)}";
        var buffer = new ArrayBufferWriter<byte>(item.Original.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            var origin = item.Record.Origin;
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("run_id", run.Id);
            writer.WriteString("pipeline", run.Pipeline);
            writer.WriteString("component", component);
            writer.WriteString("reason", reason);
            writer.WriteNumber("attempts", 1);
            writer.WriteString("at", at.UtcDateTime);
            writer.WriteString("collector", origin.Collector);
            writer.WriteString("split", origin.Split);
            writer.WriteString("retrieved_at", origin.RetrievedAt.UtcDateTime);
            writer.WriteBoolean("demo", origin.Demo);
            WritePayload(writer, item);
            writer.WriteEndObject();
        }

        return Record.FromUtf8(RedactedJson.Of(buffer.WrittenSpan.ToArray(), redact), id);
    }

    private static void WritePayload(Utf8JsonWriter writer, Item item)
    {
        writer.WritePropertyName("payload");
        if (!item.Original.IsEmpty)
        {
            writer.WriteRawValue(item.Original.Span, skipInputValidation: true);
        }
        else if (item.Record.MalformedReason is not null)
        {
            writer.WriteStringValue(item.Record.GetString(MalformedPayload));
        }
        else
        {
            item.Record.WriteTo(writer);
        }
    }

    private static readonly FieldPath MalformedPayload = FieldPath.Parse("payload");
}
