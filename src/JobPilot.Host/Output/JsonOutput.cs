using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>Writes the one JSON document of a verb, and the parts that documents share.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, JsonNode document) => output.WriteLine(ToText(document));

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
