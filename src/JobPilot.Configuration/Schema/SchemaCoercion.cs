using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Gives interpolated and given scalars the type that the schema asks for; what is written in a file keeps its own.</summary>
internal static class SchemaCoercion
{
    public static ConfigNode Apply(ConfigNode node, JsonObject schema, JsonObject root) => Apply(node, (JsonNode?)schema, root);

    private static ConfigNode Apply(ConfigNode node, JsonNode? candidate, JsonObject root)
    {
        if (candidate is not JsonObject schema)
        {
            return node;
        }

        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Apply(node, root["definitions"]?[reference["#/definitions/".Length..]], root);
        }

        switch (node)
        {
            case ConfigScalar { Origin: not ScalarOrigin.Written, Unknown: false } scalar:
                return Scalar(scalar, Types(schema));
            case ConfigSequence list when list.Items.Count > 0:
                return new ConfigSequence([.. list.Items.Select(item => Apply(item, schema["items"], root))], list.Location);
            case ConfigMapping mapping when mapping.Entries.Count > 0:
                return new ConfigMapping(
                    [.. mapping.Entries.Select(e => e with { Value = Apply(e.Value, schema["properties"]?[e.Key] ?? schema["additionalProperties"], root) })],
                    mapping.Location);
            default:
                return node;
        }
    }

    private static ConfigScalar Scalar(ConfigScalar scalar, IReadOnlyList<string> types)
    {
        if (types.Count == 0)
        {
            return scalar;
        }

        if (scalar.Origin == ScalarOrigin.Interpolated && !types.Contains("string"))
        {
            // In quotes or not: inside { } a plain scalar cannot hold braces, so quotes do not decide.
            return scalar.As(ConfigScalar.Resolve(scalar.Text));
        }

        var own = scalar.Kind switch
        {
            ScalarKind.Null => "null",
            ScalarKind.Boolean => "boolean",
            ScalarKind.Integer => "integer",
            ScalarKind.Number => "number",
            _ => "string",
        };
        var fits = types.Contains(own) || (own == "integer" && types.Contains("number"));
        var wantsText = types.Contains("string") && (scalar.Origin == ScalarOrigin.Interpolated || !fits);
        return wantsText ? scalar.As(ScalarKind.Text) : scalar;
    }

    private static IReadOnlyList<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray many => [.. many.Select(type => type!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };
}
