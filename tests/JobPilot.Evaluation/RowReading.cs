using System.Text.Json.Nodes;

namespace JobPilot.Evaluation;

/// <summary>Reads fields of labelled rows and of listings.</summary>
internal static class RowReading
{
    public static string? Text(this JsonNode? node, string field) => node?[field]?.GetValue<string>();

    public static double? Number(this JsonNode? node, string field) => node?[field]?.GetValue<double>();

    /// <summary>The strings of an array; none where it is absent.</summary>
    public static IReadOnlyList<string> Strings(this JsonNode? node, string field) =>
        node?[field] is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? "")] : [];
}
