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
                try
                {
                    Add(flat, name, record.GetUtf8(path!).Span, 0);
                }
                catch (InvalidOperationException)
                {
                    return Outcome.Reject($"{_id}: a name inside '{name}' is no valid text.");
                }
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

    /// <summary>Works on the bytes: what is not opened is copied as it stands, however odd its text.</summary>
    private void Add(List<KeyValuePair<string, byte[]>> flat, string name, ReadOnlySpan<byte> json, int depth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RecordJson.MaxDepth });
        reader.Read();
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (depth >= _depth || !(reader.TokenType == JsonTokenType.StartObject || (isArray && options.Arrays)) || IsEmpty(json))
        {
            flat.Add(KeyValuePair.Create(name, json.ToArray()));
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var inner = isArray ? index.ToString(CultureInfo.InvariantCulture) : reader.GetString();
            if (!isArray)
            {
                reader.Read();
            }

            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            Add(flat, $"{name}{options.Separator}{inner}", json[from..(int)reader.BytesConsumed], depth + 1);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> json) => json[1..].TrimStart(" \t"u8)[0] is (byte)'}' or (byte)']';

    private bool Opens(Record record, FieldPath? path) => path is not null && record.GetCount(path) > 0
        && (record.GetKind(path) == RecordValueKind.Object || options.Arrays);
}
