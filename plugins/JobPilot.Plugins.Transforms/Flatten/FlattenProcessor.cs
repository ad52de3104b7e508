using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Transforms;

/// <summary>Brings nested fields to the top, under joined names.</summary>
/// <param name="options">How deep, and how names are joined.</param>
/// <param name="context">Its id names the step in rejections.</param>
[Processor("flatten", typeof(FlattenOptions), Description = "Brings nested fields to the top, under joined names.")]
public sealed class FlattenProcessor(FlattenOptions options, ComponentContext context) : IProcessor
{
    private readonly int _depth = options.Depth == 0 ? int.MaxValue : options.Depth;
    private readonly string _id = context.ComponentId;

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            return Outcome.Keep;
        }

        var names = record.GetNames();
        if (!names.Any(name => Opens(record, FieldNames.PathOf(name))))
        {
            return Outcome.Keep;
        }

        var flat = new List<KeyValuePair<string, byte[]>>(names.Count * 2);
        foreach (var name in names)
        {
            var path = FieldNames.PathOf(name);
            if (Opens(record, path))
            {
                Add(flat, name, record.GetNode(path!), 0);
            }
            else
            {
                flat.Add(KeyValuePair.Create(name, path is null ? Utf8(record.Json[name]) : record.GetUtf8(path).ToArray()));
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (flat.Find(field => !seen.Add(field.Key)) is { Key: { } twice })
        {
            return Outcome.Reject($"{_id}: the field '{twice}' would stand twice.");
        }

        if (flat.Find(field => FieldNames.PathOf(field.Key) is null) is { Key: { } odd })
        {
            return Outcome.Reject($"{_id}: the name '{odd}' cannot be flattened.");
        }

        foreach (var name in names)
        {
            record.Remove(FieldNames.PathOf(name)!);
        }

        foreach (var (name, value) in flat)
        {
            record.SetUtf8(FieldNames.PathOf(name)!, value);
        }

        return Outcome.Keep;
    }

    private static byte[] Utf8(JsonNode? value) => JsonSerializer.SerializeToUtf8Bytes(value, RecordJson.Options);

    private void Add(List<KeyValuePair<string, byte[]>> flat, string name, JsonNode? value, int depth)
    {
        if (depth >= _depth || !Opens(value))
        {
            flat.Add(KeyValuePair.Create(name, Utf8(value)));
            return;
        }

        if (value is JsonObject fields)
        {
            foreach (var (inner, item) in fields)
            {
                Add(flat, $"{name}{options.Separator}{inner}", item, depth + 1);
            }

            return;
        }

        var array = value!.AsArray();
        for (var i = 0; i < array.Count; i++)
        {
            Add(flat, string.Create(CultureInfo.InvariantCulture, $"{name}{options.Separator}{i}"), array[i], depth + 1);
        }
    }

    private bool Opens(Record record, FieldPath? path) => path is not null && record.GetCount(path) > 0
        && (record.GetKind(path) == RecordValueKind.Object || options.Arrays);

    private bool Opens(JsonNode? value) => value is JsonObject { Count: > 0 } || (options.Arrays && value is JsonArray { Count: > 0 });
}
