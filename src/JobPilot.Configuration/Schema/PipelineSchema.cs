using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>
/// The JSON Schema (draft-07) of a pipeline for editors: the skeleton, and with <c>if/then</c> on <c>type</c> the options of every installed
/// component. Safe on every thread.
/// </summary>
public static class PipelineSchema
{
    private const string Interpolation = @"\$\{(env|file):";

    private static readonly string[] Kinds = ["collector", "processor", "sink"];

    /// <summary>Composes the schema. Loads every plugin of the catalogue.</summary>
    /// <param name="catalog">The installed components.</param>
    public static ComposedSchema Compose(IComponentCatalog catalog)
    {
        var problems = new List<Diagnostic>();
        var options = new JsonObject();
        var components = catalog.Components.OrderBy(c => c.Kind).ThenBy(c => c.Type, StringComparer.Ordinal).ToList();
        var usable = new List<ComponentDescriptor>();
        foreach (var component in components)
        {
            var load = catalog.Load(component);
            if (load.OptionsType is null)
            {
                problems.Add(load.Problem ?? new Diagnostic(ErrorCodes.ComponentBadOptionsClass, $"{component.AssemblyPath} has no options class for `{component.Type}`."));
                continue;
            }

            try
            {
                AddDefinition(options, component, OptionsSchema.Generate(load.OptionsType, component.Type, component.Description));
                usable.Add(component);
            }
            catch (NotSupportedException error)
            {
                problems.Add(new Diagnostic(ErrorCodes.ComponentBadOptionsClass, $"{component.AssemblyPath}: {error.Message}"));
            }
        }

        return new ComposedSchema { Schema = Compose(usable, options), Problems = problems };
    }

    private static JsonObject Compose(List<ComponentDescriptor> components, JsonObject options)
    {
        var schema = SkeletonSchema.Read();
        schema["title"] = "JobPilot pipeline";
        schema["description"] = "A pipeline file with the options of every installed component. Generated; do not edit.";
        var required = schema["required"]!.DeepClone();
        schema.Remove("required");
        schema["if"] = new JsonObject { ["required"] = new JsonArray("include") };
        schema["then"] = new JsonObject { ["required"] = new JsonArray("version") };
        schema["else"] = new JsonObject { ["required"] = required };
        var definitions = (JsonObject)schema["definitions"]!;
        AllowInterpolation(schema);
        foreach (var kind in Kinds)
        {
            var ofKind = components.Where(c => KindName(c.Kind) == kind).ToList();
            AddOptions((JsonObject)definitions[kind]!, options, ofKind);
            AddOptions((JsonObject)definitions[$"overlay_{kind}"]!, options, ofKind, overlay: true);
            AllowInterpolation((JsonObject)definitions[kind]!);
        }

        definitions["contract"] = WithInterpolation((JsonObject)definitions["contract"]!.DeepClone());
        var collector = (JsonObject)definitions["collector"]!;
        AddOptions((JsonObject)collector["properties"]!["fallback"]!, options, components.Where(c => c.Kind == ComponentKind.Collector));
        collector["properties"]!["fallback"]!["properties"]!.AsObject().Remove("fallback");
        foreach (var (name, definition) in options.ToList())
        {
            options.Remove(name);
            AllowInterpolation((JsonObject)definition!);
            definitions[name] = definition;
        }

        schema["definitions"] = definitions.DeepClone();
        return schema;
    }

    private static void AddDefinition(JsonObject options, ComponentDescriptor component, JsonObject schema)
    {
        schema.Remove("$schema");
        var name = DefinitionName(component);
        if (schema["definitions"] is JsonObject inner)
        {
            schema.Remove("definitions");
            foreach (var (key, value) in inner.ToList())
            {
                options[$"{name}_{key}"] = value!.DeepClone();
            }
        }

        options[name] = schema;
        Rename(options, name);
    }

    /// <summary>References of one component's schema lead to its own definitions.</summary>
    private static void Rename(JsonNode? node, string name)
    {
        if (node is JsonObject section)
        {
            if (section["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith("#/definitions/", StringComparison.Ordinal)
                && !reference.StartsWith("#/definitions/options_", StringComparison.Ordinal))
            {
                section["$ref"] = $"#/definitions/{name}_{reference["#/definitions/".Length..]}";
            }

            foreach (var (_, value) in section)
            {
                Rename(value, name);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Rename(item, name);
            }
        }
    }

    private static void AddOptions(JsonObject definition, JsonObject options, IEnumerable<ComponentDescriptor> components, bool overlay = false)
    {
        var ofKind = components.ToList();
        var type = (JsonObject)definition["properties"]!["type"]!;
        var rules = new JsonArray();
        foreach (var component in ofKind)
        {
            var properties = new JsonObject { ["options"] = new JsonObject { ["$ref"] = $"#/definitions/{DefinitionName(component)}" } };
            var consequence = new JsonObject { ["properties"] = properties };
            if (options[DefinitionName(component)]!["required"] is not null)
            {
                consequence["required"] = new JsonArray("options");
            }

            rules.Add(new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["required"] = new JsonArray("type"),
                    ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = component.Type } },
                },
                ["then"] = consequence,
            });
        }

        type.Remove("minLength");
        type.Remove("maxLength");
        type["enum"] = new JsonArray([.. ofKind.Select(c => (JsonNode)c.Type)]);
        type["description"] = string.Concat(ofKind.Select(c => $"\n- {c.Type}: {c.Description}").Prepend(type["description"]!.GetValue<string>()));
        if (rules.Count > 0 && !overlay)
        {
            definition["allOf"] = rules;
        }
    }

    private static string DefinitionName(ComponentDescriptor component) => $"options_{KindName(component.Kind)}_{component.Type}";

    private static string KindName(ComponentKind kind) => kind switch
    {
        ComponentKind.Collector => "collector",
        ComponentKind.Processor => "processor",
        _ => "sink",
    };

    /// <summary>What is no text may be written as <c>${env:NAME}</c>, and a text with a form may hold it.</summary>
    private static void AllowInterpolation(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
        {
            return;
        }

        foreach (var name in properties.Select(property => property.Key).ToList())
        {
            properties[name] = WithInterpolation((JsonObject)properties[name]!.DeepClone());
        }
    }

    private static JsonObject WithInterpolation(JsonObject schema)
    {
        AllowInterpolation(schema);
        foreach (var keyword in (string[])["items", "additionalProperties"])
        {
            if (schema[keyword] is JsonObject inner)
            {
                schema[keyword] = WithInterpolation((JsonObject)inner.DeepClone());
            }
        }

        if (schema["enum"] is JsonArray)
        {
            var choices = new JsonObject { ["enum"] = schema["enum"]!.DeepClone() };
            schema.Remove("enum");
            schema.Remove("type");
            schema["anyOf"] = new JsonArray(choices, new JsonObject { ["type"] = "string", ["pattern"] = Interpolation });
            return schema;
        }

        var types = schema["type"] is JsonArray many ? many.Select(t => t!.GetValue<string>()).ToList() : schema["type"] is JsonValue one ? [one.GetValue<string>()] : [];
        if (types.Contains("string"))
        {
            if (schema["pattern"]?.GetValue<string>() is { } pattern)
            {
                schema["pattern"] = $"({pattern})|{Interpolation}";
            }
        }
        else if (types.Exists(type => type is "integer" or "number" or "boolean"))
        {
            schema["type"] = new JsonArray([.. types.Select(t => (JsonNode)t), "string"]);
            schema["pattern"] = Interpolation;
        }

        return schema;
    }
}
