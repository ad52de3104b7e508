using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>
/// Generates the JSON Schema (draft-07) of a component's options from their class, with true defaults taken from an instance. Flat: only keywords
/// that the validator enforces. Safe on every thread.
/// </summary>
public static class OptionsSchema
{
    internal const string AddressPattern = "^[A-Za-z][A-Za-z0-9+.-]*:";

    internal const string MomentPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})?)?$";

    /// <summary>Generates the schema.</summary>
    /// <param name="optionsType">The options class.</param>
    /// <param name="title">Title; the type name of the component.</param>
    /// <param name="description">Description; "" for none.</param>
    /// <exception cref="NotSupportedException">The class itself cannot be used as options.</exception>
    public static JsonObject Generate(Type optionsType, string title = "", string description = "")
    {
        var model = OptionsModel.For(optionsType);
        var definitions = new JsonObject();
        var root = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#" };
        AddText(root, "title", title);
        AddText(root, "description", description);
        var section = Section(model, definitions, [model]);
        foreach (var (key, value) in section.ToList())
        {
            section.Remove(key);
            root[key] = value;
        }

        if (definitions.Count > 0)
        {
            root["definitions"] = definitions;
        }

        return root;
    }

    private static JsonObject Section(OptionsModel model, JsonObject definitions, HashSet<OptionsModel> open)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in model.Properties)
        {
            properties[property.Name] = Property(property, definitions, open);
            if (property.Required)
            {
                required.Add(property.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonObject Property(OptionProperty property, JsonObject definitions, HashSet<OptionsModel> open)
    {
        var schema = Shape(property.Shape, definitions, open);
        if (schema.ContainsKey("$ref"))
        {
            return schema;
        }

        if (property.Nullable && schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            if (schema["enum"] is JsonArray values)
            {
                values.Add(null);
            }
        }

        if (property.SingleOrList)
        {
            schema["type"] = new JsonArray(schema["items"]!["type"]!.DeepClone(), "array");
        }

        AddText(schema, "description", property.Description);
        OptionRules.Apply(schema, property);
        if (property.Default is not null && !property.Required && property.Shape.Kind != OptionKind.Secret
            && OptionJson.Write(property.Shape, property.Default) is { } value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static JsonObject Shape(OptionShape shape, JsonObject definitions, HashSet<OptionsModel> open) => shape.Kind switch
    {
        OptionKind.Text => new() { ["type"] = "string" },
        OptionKind.Address => new() { ["type"] = "string", ["pattern"] = AddressPattern },
        OptionKind.Secret => new() { ["type"] = "string", ["writeOnly"] = true },
        OptionKind.Boolean => new() { ["type"] = "boolean" },
        OptionKind.Integer => new() { ["type"] = "integer" },
        OptionKind.Number => new() { ["type"] = "number" },
        OptionKind.Choice => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(shape.Type).Select(n => (JsonNode)OptionJson.ChoiceName(n))]) },
        OptionKind.Duration => new() { ["type"] = "string", ["pattern"] = DurationText.Pattern },
        OptionKind.Moment => new() { ["type"] = "string", ["pattern"] = MomentPattern },
        OptionKind.List when shape.Unique => new() { ["type"] = "array", ["uniqueItems"] = true, ["items"] = Shape(shape.Element!, definitions, open) },
        OptionKind.List => new() { ["type"] = "array", ["items"] = Shape(shape.Element!, definitions, open) },
        OptionKind.Map => new() { ["type"] = "object", ["additionalProperties"] = Shape(shape.Element!, definitions, open) },
        OptionKind.Section => Nested(shape.Section, definitions, open),
        _ => Anything(shape.Type),
    };

    /// <summary>A class that holds itself is written once under <c>definitions</c>, any other one where it stands.</summary>
    private static JsonObject Nested(OptionsModel model, JsonObject definitions, HashSet<OptionsModel> open)
    {
        var name = OptionJson.ChoiceName(model.Type.Name);
        if (!open.Add(model))
        {
            if (!definitions.ContainsKey(name))
            {
                definitions[name] = new JsonObject();
                definitions[name] = Section(model, definitions, [.. open]);
            }

            return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
        }

        var schema = Section(model, definitions, open);
        open.Remove(model);
        return schema;
    }

    private static JsonObject Anything(Type type) => type == typeof(JsonObject)
        ? new() { ["type"] = "object" }
        : type == typeof(JsonArray) ? new() { ["type"] = "array" } : [];

    private static void AddText(JsonObject schema, string keyword, string text)
    {
        if (text.Length > 0)
        {
            schema[keyword] = text;
        }
    }
}
