using NJsonSchema;

namespace JobPilot.Configuration;

/// <summary>What to write in place of a value of the wrong type.</summary>
internal static class TypeFix
{
    private const int MostShown = 40;

    public static string Of(JsonSchema schema, ConfigNode node) => node switch
    {
        ConfigScalar { Kind: ScalarKind.Null } => "Give a value, or remove the key.",
        ConfigScalar scalar => OfScalar(schema, schema.Pattern == DurationText.Pattern, scalar),
        _ => $"Write {OfExpected(schema.Type, schema.Pattern == DurationText.Pattern)}.",
    };

    private static string OfScalar(JsonSchema schema, bool duration, ConfigScalar scalar)
    {
        var expected = schema.Type;
        if (expected.HasFlag(JsonObjectType.Boolean) && !scalar.Hidden && BooleanOf(scalar) is { } meant)
        {
            return scalar.Text == meant ? $"Write `{meant}` without quotes." : $"Write `{meant}`.";
        }

        if (expected.HasFlag(JsonObjectType.String) && !duration)
        {
            return "Put it in quotes.";
        }

        if (expected.HasFlag(JsonObjectType.Array) && schema.Item?.ActualSchema.Type.HasFlag(JsonObjectType.Object) != true && IsPlain(scalar))
        {
            return $"Write `[{scalar.Text}]`.";
        }

        var number = expected.HasFlag(JsonObjectType.Integer) || expected.HasFlag(JsonObjectType.Number);
        return number && scalar.Kind == ScalarKind.Text && ConfigScalar.Resolve(scalar.Text) is ScalarKind.Integer or ScalarKind.Number
            ? "Remove the quotes."
            : $"Write {OfExpected(expected, duration)}.";
    }

    private static bool IsPlain(ConfigScalar scalar) =>
        !scalar.Hidden && scalar.Text.Length <= MostShown && !scalar.Text.AsSpan().ContainsAny("\r\n[]{},#&*!|>'\"%@`:");

    private static string? BooleanOf(ConfigScalar scalar) => scalar.Text.ToUpperInvariant() switch
    {
        "YES" or "ON" or "TRUE" => "true",
        "NO" or "OFF" or "FALSE" => "false",
        _ => null,
    };

    private static string OfExpected(JsonObjectType expected, bool duration) =>
        duration ? "a number with its unit, such as `30s` or `5m`"
        : expected.HasFlag(JsonObjectType.Array) ? "each entry on a line of its own that begins with `- `"
        : expected.HasFlag(JsonObjectType.Object) ? "`key: value` pairs, one a line and further in"
        : expected.HasFlag(JsonObjectType.Boolean) ? "`true` or `false`"
        : expected.HasFlag(JsonObjectType.Integer) ? "a whole number such as `10`, without quotes"
        : expected.HasFlag(JsonObjectType.Number) ? "a number such as `0.5`, without quotes"
        : "one value in quotes";
}
