using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace JobPilot.Configuration;

/// <summary>
/// Builds the validator's schema from JSON by hand: only the keywords that the validator enforces are known, and reading them so costs a
/// hundredth of the validator's own deserialisation.
/// </summary>
internal sealed class SchemaReader
{
    /// <summary>Keywords that say nothing about validity; a description, and a default that is a text, are for mends.</summary>
    public static IReadOnlySet<string> Annotations { get; } =
        new HashSet<string> { "$schema", "title", "description", "default", "writeOnly", "definitions" };

    /// <summary>Keywords that the validator enforces.</summary>
    public static IReadOnlySet<string> Enforced { get; } = new HashSet<string>
    {
        "type", "enum", "required", "properties", "additionalProperties", "patternProperties", "items", "pattern", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "$ref",
    };

    private readonly Dictionary<string, JsonSchema> _definitions = [];

    private SchemaReader()
    {
    }

    public static JsonSchema Read(JsonObject json)
    {
        var reader = new SchemaReader();
        var definitions = json["definitions"] as JsonObject ?? [];
        foreach (var (name, _) in definitions)
        {
            reader._definitions[$"#/definitions/{name}"] = new JsonSchema();
        }

        foreach (var (name, definition) in definitions)
        {
            reader.Fill(reader._definitions[$"#/definitions/{name}"], (JsonObject)definition!);
        }

        return reader.Fill(new JsonSchema(), json);
    }

    private T Fill<T>(T schema, JsonObject json)
        where T : JsonSchema
    {
        schema.Description = (string?)json["description"];
        schema.Default = json["default"] is JsonValue example && example.GetValueKind() == JsonValueKind.String ? example.GetValue<string>() : null;
        foreach (var (keyword, value) in json)
        {
            if (!Annotations.Contains(keyword))
            {
                Set(schema, keyword, value!);
            }
        }

        return schema;
    }

    private void Set(JsonSchema schema, string keyword, JsonNode value)
    {
        switch (keyword)
        {
            case "$ref":
                schema.Reference = _definitions[value.GetValue<string>()];
                break;
            case "type":
                schema.Type = (value as JsonArray ?? [value.DeepClone()]).Aggregate(JsonObjectType.None, (type, name) => type | TypeOf(name!.GetValue<string>()));
                break;
            case "properties":
                foreach (var (name, property) in value.AsObject())
                {
                    schema.Properties[name] = Fill(new JsonSchemaProperty(), property!.AsObject());
                }

                break;
            case "patternProperties":
                foreach (var (pattern, property) in value.AsObject())
                {
                    schema.PatternProperties[pattern] = Fill(new JsonSchemaProperty(), property!.AsObject());
                }

                break;
            case "additionalProperties" when value is JsonObject other:
                schema.AdditionalPropertiesSchema = Fill(new JsonSchema(), other);
                break;
            case "additionalProperties":
                schema.AllowAdditionalProperties = value.GetValue<bool>();
                break;
            case "required":
                value.AsArray().ToList().ForEach(name => schema.RequiredProperties.Add(name!.GetValue<string>()));
                break;
            case "items":
                schema.Item = Fill(new JsonSchema(), value.AsObject());
                break;
            case "enum":
                value.AsArray().ToList().ForEach(choice => schema.Enumeration.Add(ValueOf(choice)));
                break;
            default:
                SetLimit(schema, keyword, value);
                break;
        }
    }

    private static void SetLimit(JsonSchema schema, string keyword, JsonNode value)
    {
        switch (keyword)
        {
            case "pattern":
                schema.Pattern = value.GetValue<string>();
                break;
            case "minimum":
                schema.Minimum = Number(value);
                break;
            case "maximum":
                schema.Maximum = Number(value);
                break;
            case "exclusiveMinimum":
                schema.ExclusiveMinimum = Number(value);
                break;
            case "exclusiveMaximum":
                schema.ExclusiveMaximum = Number(value);
                break;
            case "minLength":
                schema.MinLength = (int)Number(value);
                break;
            case "maxLength":
                schema.MaxLength = (int)Number(value);
                break;
            case "minItems":
                schema.MinItems = (int)Number(value);
                break;
            case "maxItems":
                schema.MaxItems = (int)Number(value);
                break;
            case "uniqueItems":
                schema.UniqueItems = value.GetValue<bool>();
                break;
            default:
                throw new InvalidOperationException($"The keyword `{keyword}` is not enforced by the validator; a schema of ours must not use it.");
        }
    }

    private static JsonObjectType TypeOf(string name) => name switch
    {
        "string" => JsonObjectType.String,
        "integer" => JsonObjectType.Integer,
        "number" => JsonObjectType.Number,
        "boolean" => JsonObjectType.Boolean,
        "array" => JsonObjectType.Array,
        "object" => JsonObjectType.Object,
        "null" => JsonObjectType.Null,
        _ => throw new InvalidOperationException($"`{name}` is no type of JSON Schema."),
    };

    private static object? ValueOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => Number(value),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
