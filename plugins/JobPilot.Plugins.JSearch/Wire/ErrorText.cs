using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Plugins.JSearch.Wire;

/// <summary>Finds what an answer says about its own failure, made fit to be shown.</summary>
internal static class ErrorText
{
    private const int MaxLength = 240;

    /// <summary>The message of a JSON body: the gateway's <c>message</c>, or the API's <c>error</c>; "" where there is none.</summary>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonNode.Parse(body.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }) as JsonObject;
            return Clean(Text(root?["message"]) ?? Text(root?["error"]) ?? Text((root?["error"] as JsonObject)?["message"]) ?? "");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // An error page in HTML, a field that stands twice, or half of a surrogate pair: the status has to do.
            return "";
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Clean(string text)
    {
        var cleaned = new string([.. text.Where(character => !char.IsControl(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return cleaned.Length > MaxLength ? $"{cleaned[..MaxLength]}…" : cleaned;
    }
}
