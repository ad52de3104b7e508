using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Makes the JSON Schema of rule files, for editors; what is read is checked by <see cref="RuleFileReader"/>.</summary>
internal static class RulesSchema
{
    /// <summary>The schema (draft-07).</summary>
    public static JsonObject Create()
    {
        var sections = new JsonObject { ["version"] = new JsonObject { ["const"] = 1 } };
        foreach (var section in RuleLists.All.GroupBy(list => list.Section))
        {
            sections[section.Key] = Table(new JsonObject(section.Select(list => KeyValuePair.Create(list.Name, (JsonNode?)List(list)))), $"Rules and words of {section.Key}.");
        }

        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "Rules and words that the job processors are given beside those that they ship with" };
        foreach (var (key, value) in Table(sections, "").ToList())
        {
            schema[key] = value!.DeepClone();
        }

        schema["required"] = new JsonArray("version");
        schema["definitions"] = new JsonObject(RuleLists.All.Select(list => KeyValuePair.Create(NameOf(list), (JsonNode?)Rule(list))));
        schema["definitions"]!["id"] = new JsonObject { ["type"] = "string", ["pattern"] = "^\\S{1,100}$", ["description"] = "Id of the rule; where it is left out, list and text." };
        return schema;
    }

    private static string NameOf(RuleList list) => $"{list.Section}.{list.Name}";

    private static JsonObject List(RuleList list)
    {
        var rule = new JsonObject { ["$ref"] = $"#/definitions/{NameOf(list)}" };
        return Table(
            new JsonObject
            {
                ["add"] = Items("Further rules.", list.Short is { } only ? new JsonObject { ["anyOf"] = new JsonArray(Value(only), rule) } : rule),
                ["replace"] = Items(
                    "Rules that take the place of those with the same id.",
                    new JsonObject { ["allOf"] = new JsonArray(rule.DeepClone(), new JsonObject { ["required"] = new JsonArray("id") }) }),
                ["remove"] = Items($"Ids of rules that do not count; `jobpilot-host plugins show {list.Section} --rules` prints them.", new JsonObject { ["type"] = "string" }),
            },
            list.Description);
    }

    private static JsonObject Items(string description, JsonObject items) => new() { ["description"] = description, ["type"] = "array", ["items"] = items };

    private static JsonObject Rule(RuleList list)
    {
        var properties = new JsonObject { ["id"] = new JsonObject { ["$ref"] = "#/definitions/id" } };
        foreach (var field in list.Fields)
        {
            properties[field.Name] = Field(field);
        }

        var rule = Table(properties, "");
        rule["required"] = new JsonArray([.. list.Fields.Where(field => !field.IsOptional).Select(field => (JsonNode)field.Name)]);
        return rule;
    }

    private static JsonObject Field(RuleField field)
    {
        var schema = field.Separator is null ? Value(field) : new JsonObject { ["anyOf"] = new JsonArray(Value(field), new JsonObject { ["type"] = "array", ["items"] = Value(field) }) };
        schema["description"] = field.Description;
        if (field.Default.Length > 0 && field.Separator is null)
        {
            schema["default"] = field.Range is null ? field.Default : JsonNode.Parse(field.Default);
        }

        return schema;
    }

    private static JsonObject Value(RuleField field) =>
        field.Range is { } range ? new() { ["type"] = "number", ["minimum"] = range.Least, ["maximum"] = range.Most }
        : field.Allowed.Length > 0 ? new() { ["enum"] = new JsonArray([.. field.Allowed.Select(value => (JsonNode)value)]) }
        : field.Pattern is { } pattern && field.Form == RuleText.AsWritten ? new() { ["type"] = "string", ["pattern"] = $"^(?:{pattern})$" }
        : new() { ["type"] = new JsonArray("string", "number"), ["minLength"] = 1 };

    private static JsonObject Table(JsonObject properties, string description)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        return schema;
    }
}
