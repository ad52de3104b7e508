using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Replaces secret values inside texts by the mask.</summary>
internal static class SecretMask
{
    /// <summary>Shorter values are masked only where they are the whole text, since they occur inside ordinary words.</summary>
    private const int LeastInside = 4;

    public static string InText(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.OrderByDescending(secret => secret.Length))
        {
            text = secret.Length >= LeastInside
                ? text.Replace(secret, Secret.Mask, StringComparison.Ordinal)
                : text == secret ? Secret.Mask : text;
        }

        return text;
    }

    /// <summary>Masks every text in a copy.</summary>
    public static JsonNode? Apply(JsonNode? node, IReadOnlyCollection<string> secrets) => node switch
    {
        JsonObject section => Apply(section, secrets),
        JsonArray items => new JsonArray([.. items.Select(item => Apply(item, secrets))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => InText(value.GetValue<string>(), secrets),
        _ => node?.DeepClone(),
    };

    /// <summary>Masks in a copy the numbers and booleans too that are a secret: a text from a file takes the type that its option asks for.</summary>
    public static JsonNode? Scalars(JsonNode? node, IReadOnlyCollection<string> secrets) => node switch
    {
        JsonObject section => new JsonObject(section.Select(field => KeyValuePair.Create(field.Key, Scalars(field.Value, secrets)))),
        JsonArray items => new JsonArray([.. items.Select(item => Scalars(item, secrets))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && secrets.Contains(value.ToJsonString()) => Secret.Mask,
        _ => node?.DeepClone(),
    };

    private static JsonObject Apply(JsonObject section, IReadOnlyCollection<string> secrets)
    {
        var masked = new JsonObject();
        foreach (var (key, value) in section)
        {
            masked.Add(key, Apply(value, secrets));
        }

        return masked;
    }
}
