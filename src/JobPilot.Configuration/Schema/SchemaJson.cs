using System.Text.Encodings.Web;
using System.Text.Json;

namespace JobPilot.Configuration;

/// <summary>How schemas and values are written as text.</summary>
internal static class SchemaJson
{
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Indented { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };
}
