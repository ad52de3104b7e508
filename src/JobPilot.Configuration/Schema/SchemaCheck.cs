using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace JobPilot.Configuration;

/// <summary>Validates trees against one flat schema, parsed once, and tells each mistake once, at its place. Safe on every thread.</summary>
internal sealed class SchemaCheck(JsonObject json)
{
    private readonly Lazy<JsonSchema> _schema = new(() => SchemaReader.Read(json));

    public JsonObject Json { get; } = json;

    /// <summary>Reads the schema and validates something, so that the first real check finds everything loaded.</summary>
    public void Prepare() => new JsonSchemaValidator().Validate(new JObject { ["name"] = "", ["sinks"] = new JArray(new JObject()) }, _schema.Value);

    /// <summary>Gives scalars the type that is asked for.</summary>
    public ConfigNode Coerce(ConfigNode node) => SchemaCoercion.Apply(node, Json, Json);

    /// <summary>Reports every mistake.</summary>
    /// <returns>Whether there is none.</returns>
    public bool Check(ConfigNode node, string pointer, SourceLocation place, CheckCodes codes, FindingList findings)
    {
        var map = new TokenMap(node, pointer);
        var errors = Leaves(new JsonSchemaValidator().Validate(map.Root, _schema.Value)).ToList();
        var report = new SchemaReport(map, place, codes, findings);
        report.Write(errors);
        return errors.Count == 0;
    }

    private static IEnumerable<ValidationError> Leaves(IEnumerable<ValidationError> errors) => errors.SelectMany(error => error switch
    {
        MultiTypeValidationError types => OfOneType(types),
        ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } children =>
            Leaves(children.Errors.Values.SelectMany(inner => inner)),
        _ => [error],
    });

    /// <summary>Of several allowed types the one that the value has; where it has none, one finding names all.</summary>
    private static IEnumerable<ValidationError> OfOneType(MultiTypeValidationError error)
    {
        var type = TypeOf(error.Token!);
        var fits = error.Errors.FirstOrDefault(entry => entry.Key == type || (entry.Key == JsonObjectType.Number && type == JsonObjectType.Integer));
        return fits.Value is { } inner ? Leaves(inner) : [error];
    }

    private static JsonObjectType TypeOf(JToken token) => token.Type switch
    {
        JTokenType.String => JsonObjectType.String,
        JTokenType.Integer => JsonObjectType.Integer,
        JTokenType.Float => JsonObjectType.Number,
        JTokenType.Boolean => JsonObjectType.Boolean,
        JTokenType.Array => JsonObjectType.Array,
        JTokenType.Object => JsonObjectType.Object,
        _ => JsonObjectType.Null,
    };
}
