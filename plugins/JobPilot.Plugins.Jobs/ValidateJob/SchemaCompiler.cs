using System.Text.Json;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>
/// Compiles the schema of a listing. Knows the keywords that it uses and no others: a new one in the schema fails here, in a test, and cannot be
/// ignored silently.
/// </summary>
internal static class SchemaCompiler
{
    /// <exception cref="NotSupportedException">The schema uses a keyword that this compiler does not know.</exception>
    public static CompiledSchema Compile(JsonDocument schema) => Compile(schema.RootElement, schema.RootElement);

    private static CompiledSchema Compile(JsonElement node, JsonElement root)
    {
        var compiled = new CompiledSchema();
        foreach (var keyword in node.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    return Compile(Definition(value.GetString()!, root), root);
                case "type":
                    compiled.Types = value.ValueKind == JsonValueKind.Array
                        ? value.EnumerateArray().Aggregate(SchemaTypes.None, static (types, name) => types | TypeOf(name.GetString()!))
                        : TypeOf(value.GetString()!);
                    break;
                case "enum":
                    compiled.EnumHasNull = value.EnumerateArray().Any(static item => item.ValueKind == JsonValueKind.Null);
                    compiled.Enum = [.. value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];
                    break;
                case "pattern":
                    compiled.Pattern = new TextPattern(value.GetString()!);
                    break;
                case "minLength":
                    compiled.MinLength = value.GetInt32();
                    break;
                case "minimum":
                    compiled.Minimum = value.GetDouble();
                    break;
                case "maximum":
                    compiled.Maximum = value.GetDouble();
                    break;
                case "exclusiveMinimum":
                    compiled.ExclusiveMinimum = value.GetDouble();
                    break;
                case "uniqueItems":
                    compiled.UniqueItems = value.GetBoolean();
                    break;
                case "items":
                    compiled.Items = Compile(value, root);
                    break;
                case "properties":
                    compiled.Fields = [.. value.EnumerateObject().Select(property => new SchemaField(property.Name, Compile(property.Value, root)))];
                    break;
                case "required":
                    compiled.Required = [.. value.EnumerateArray().Select(static name => name.GetString()!)];
                    break;
                case "patternProperties":
                    compiled.OpenPrefix = value.EnumerateObject().Single().Name.TrimStart('^');
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    compiled.Others = Compile(value, root);
                    break;
                case "additionalProperties":
                    compiled.AllowsOthers = value.GetBoolean();
                    break;
                case "$schema" or "$id" or "title" or "description" or "definitions":
                case var annotation when annotation.StartsWith("x-", StringComparison.Ordinal):
                    break;
                default:
                    throw new NotSupportedException($"The schema uses '{keyword.Name}', which is not compiled.");
            }
        }

        return compiled.Seal();
    }

    private static JsonElement Definition(string reference, JsonElement root)
    {
        var node = root;
        foreach (var name in reference.TrimStart('#', '/').Split('/'))
        {
            node = node.GetProperty(name);
        }

        return node;
    }

    private static SchemaTypes TypeOf(string name) => name switch
    {
        "null" => SchemaTypes.Null,
        "boolean" => SchemaTypes.Boolean,
        "number" => SchemaTypes.Number | SchemaTypes.Integer,
        "integer" => SchemaTypes.Integer,
        "string" => SchemaTypes.String,
        "array" => SchemaTypes.Array,
        "object" => SchemaTypes.Object,
        _ => throw new NotSupportedException($"The schema uses the type '{name}'."),
    };
}
