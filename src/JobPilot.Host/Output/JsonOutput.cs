using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>Writes the one JSON document of a verb, and the parts that documents share.</summary>
internal static class JsonOutput
{
    private const int MostBuffered = 64 * 1024;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, JsonNode document) => output.WriteLine(ToText(document));

    /// <summary>Writes a document of which one property, an array, is given row by row, so that its rows are not all in memory at once.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="document">The document, with an array without rows.</param>
    /// <param name="array">Name of the property that is that array.</param>
    /// <param name="rows">The rows, taken one at a time.</param>
    public static void Write(TextWriter output, JsonObject document, string array, IEnumerable<JsonNode> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(MostBuffered);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = Indented.NewLine, Encoder = Indented.Encoder });
        writer.WriteStartObject();
        foreach (var (name, value) in document)
        {
            writer.WritePropertyName(name);
            if (name != array)
            {
                JsonSerializer.Serialize(writer, value, Indented);
                continue;
            }

            writer.WriteStartArray();
            foreach (var row in rows)
            {
                row.WriteTo(writer);
                Drain(MostBuffered);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        Drain(0);
        output.WriteLine();

        void Drain(int most)
        {
            writer.Flush();
            if (buffer.WrittenCount > most)
            {
                output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
                buffer.ResetWrittenCount();
            }
        }
    }

    public static string ToText(JsonNode document) => JsonSerializer.Serialize(document, Indented);

    public static JsonObject Of(Diagnostic finding) => new()
    {
        ["code"] = finding.Code,
        ["severity"] = Name(finding.Severity),
        ["line"] = finding.Line,
        ["column"] = finding.Column,
        ["pointer"] = finding.Pointer,
        ["message"] = finding.Message,
        ["fix"] = finding.Fix,
    };

    public static JsonArray Of(IEnumerable<Diagnostic> findings) => new([.. findings.Select(Of)]);

    public static JsonArray Of(IEnumerable<SinkDebt> debts) =>
        new([.. debts.Select(debt => new JsonObject { ["sink"] = debt.Sink, ["run_id"] = debt.RunId, ["records"] = debt.Records })]);

    public static string Name(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Error ? "error" : "warning";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
