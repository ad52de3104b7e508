using System.Buffers;
using System.Text.Json;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Writes a rejected record as the dead-letter store keeps it: reason, component, attempts, and the payload as it came.</summary>
internal static class DeadLetter
{
    /// <summary>Property of a line that says that a letter was replayed.</summary>
    public const string ReplayedBy = "replayed_by";

    private static readonly FieldPath ReplayedByField = FieldPath.Parse(ReplayedBy);
    private static readonly FieldPath MalformedPayload = FieldPath.Parse("payload");

    /// <summary>A line with the letter. A later line with the same id takes its place.</summary>
    /// <param name="item">The rejected record.</param>
    /// <param name="name">Id, run and attempts.</param>
    /// <param name="component">What rejected it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="run">The run that rejected it now.</param>
    /// <param name="home">Identity of the home that counts the letter.</param>
    /// <param name="at">When.</param>
    /// <param name="redact">Takes secrets out of every text of it.</param>
    public static Record Of(Item item, DeadLetterName name, string component, string reason, RunInfo run, string home, DateTimeOffset at, Func<string, string> redact)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Original.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            var origin = item.Record.Origin;
            writer.WriteStartObject();
            writer.WriteString("id", name.Id);
            writer.WriteString("run_id", name.RunId);
            writer.WriteString("pipeline", run.Pipeline);
            writer.WriteString(DeadLetterOwner.Home, home);
            writer.WriteString("component", component);
            writer.WriteString("reason", reason);
            writer.WriteNumber("attempts", name.Attempts);
            writer.WriteString("at", at.UtcDateTime);
            writer.WriteString("collector", origin.Collector);
            writer.WriteString("split", origin.Split);
            writer.WriteString("key", item.Root.SourceKey);
            writer.WriteString("retrieved_at", origin.RetrievedAt.UtcDateTime);
            writer.WriteBoolean("demo", origin.Demo);
            WritePayload(writer, item);
            writer.WriteEndObject();
        }

        return Record.FromUtf8(RedactedJson.Of(buffer.WrittenSpan.ToArray(), redact), name.Id);
    }

    /// <summary>A line that takes a letter out of the store, since a replay brought its record through.</summary>
    public static Record Replayed(string id, RunInfo run, string home, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString(ReplayedBy, run.Id);
            writer.WriteString("pipeline", run.Pipeline);
            writer.WriteString(DeadLetterOwner.Home, home);
            writer.WriteString("at", at.UtcDateTime);
            writer.WriteEndObject();
        }

        return Record.FromUtf8(buffer.WrittenSpan.ToArray(), id);
    }

    /// <summary>The letter as a row of a sink that takes letters: one that was replayed is gone, where the sink can remove it.</summary>
    public static Record AsRow(Record letter, SinkOperations operations) =>
        operations.HasFlag(SinkOperations.Delete) && letter.GetString(ReplayedByField) is not null ? Record.Delete(letter.Key!) : letter;

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
}

/// <summary>What a letter is known by: its id, the run that rejected its record first, and how often it was rejected.</summary>
internal readonly record struct DeadLetterName(string Id, string RunId, int Attempts);
