using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JobPilot.Engine.Debts;

/// <summary>
/// Some whole pages of one split that a sink missed in one run. Where the home can show rows, it names the rows by key and is paid from them; else it is paid from
/// what that run landed, by its pages. Immutable.
/// </summary>
internal sealed record OwedRange
{
    private const int Version = 1;

    /// <summary>The run that went on without the sink.</summary>
    public required string Run { get; init; }

    /// <summary>Where the sink would have written.</summary>
    public required string Location { get; init; }

    public required string Collector { get; init; }

    public required string Split { get; init; }

    /// <summary>Position that the pages lie behind; null for the start.</summary>
    public string? From { get; init; }

    /// <summary>Position behind the last whole page; null where there is none.</summary>
    public string? To { get; init; }

    /// <summary>Records of the page behind <see cref="To"/>, which the limit of the run cut; 0 for none.</summary>
    public int Cut { get; init; }

    /// <summary>Rows that the sink missed.</summary>
    public long Rows { get; init; }

    /// <summary>Whether the pages are in the order of their split, so that a landing gives them again; a page of an earlier run that was asked for again is not.</summary>
    public bool InOrder { get; init; } = true;

    /// <summary>Keys of the rows, each once; null where the home cannot show them.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>The stored form.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("run", Run);
            json.WriteString("location", Location);
            json.WriteString("collector", Collector);
            json.WriteString("split", Split);
            json.WriteString("from", From);
            json.WriteString("to", To);
            json.WriteNumber("cut", Cut);
            json.WriteNumber("rows", Rows);
            json.WriteBoolean("in_order", InOrder);
            if (Keys is not null)
            {
                json.WriteStartArray("keys");
                foreach (var key in Keys)
                {
                    json.WriteStringValue(key);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FaultException">It is damaged, or of a newer host.</exception>
    public static OwedRange Parse(Debt debt)
    {
        try
        {
            using var document = JsonDocument.Parse(debt.Text ?? "");
            var json = document.RootElement;
            return json.GetProperty("version").GetInt32() == Version
                ? new OwedRange
                {
                    Run = json.GetProperty("run").GetString()!,
                    Location = json.GetProperty("location").GetString()!,
                    Collector = json.GetProperty("collector").GetString()!,
                    Split = json.GetProperty("split").GetString()!,
                    From = json.GetProperty("from").GetString(),
                    To = json.GetProperty("to").GetString(),
                    Cut = json.GetProperty("cut").GetInt32(),
                    Rows = json.GetProperty("rows").GetInt64(),
                    InOrder = json.GetProperty("in_order").GetBoolean(),
                    Keys = json.TryGetProperty("keys", out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString()!)] : null,
                }
                : throw new FormatException("Its version is not known.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FaultException(FaultKind.Fatal, $"What '{debt.Sink}' owes (number {debt.Number}) cannot be read: {exception.Message}", exception)
            {
                Code = "engine.debt_unreadable",
                Fix = "Use the host that wrote it, or give it up by `jobpilot-host replay PIPELINE --sink ID --forget`.",
            };
        }
    }
}
