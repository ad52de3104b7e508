using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>Walks over a listing's JSON once, beside the compiled schema. Nothing is allocated for a listing that is right.</summary>
internal sealed class SchemaWalker(int maxReasons)
{
    private readonly List<string> _path = [];

    /// <summary>Findings, each with its JSON pointer; at most the number asked for.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>How many findings there are in all.</summary>
    public int Count { get; private set; }

    public void Check(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        var type = TypeOf(ref reader);
        if ((schema.Types & type) == 0)
        {
            Add($"is {Name(type)}, allowed: {Names(schema.Types)}");
            reader.Skip();
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                CheckString(ref reader, schema);
                break;
            case JsonTokenType.Number:
                CheckNumber(reader.GetDouble(), schema);
                break;
            case JsonTokenType.Null when schema.Enum is not null && !schema.EnumHasNull:
                Add("is null, which is not allowed");
                break;
            case JsonTokenType.StartArray:
                CheckArray(ref reader, schema);
                break;
            case JsonTokenType.StartObject when schema.Properties is not null || schema.Others is not null || !schema.AllowsOthers || schema.Required.Length > 0:
                CheckObject(ref reader, schema);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static SchemaTypes TypeOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => SchemaTypes.Null,
        JsonTokenType.True or JsonTokenType.False => SchemaTypes.Boolean,
        JsonTokenType.String => SchemaTypes.String,
        JsonTokenType.StartArray => SchemaTypes.Array,
        JsonTokenType.StartObject => SchemaTypes.Object,
        _ => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 ? SchemaTypes.Integer : SchemaTypes.Number,
    };

    private static string Name(SchemaTypes type) => type.ToString().ToLowerInvariant();

    private static string Names(SchemaTypes types) =>
        ((types & SchemaTypes.Number) != 0 ? types & ~SchemaTypes.Integer : types).ToString().ToLowerInvariant();

    private void CheckString(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        if (schema is { Enum: null, Pattern: null })
        {
            if (schema.MinLength > 0 && reader.ValueSpan.Length == 0)
            {
                Add("is empty");
            }

            return;
        }

        Span<char> buffer = stackalloc char[128];
        if (!reader.ValueIsEscaped && reader.ValueSpan.Length <= buffer.Length)
        {
            ReadOnlySpan<char> letters = buffer[..Encoding.UTF8.GetChars(reader.ValueSpan, buffer)];
            if ((schema.Enum is not { } values || values.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters))
                && (schema.Pattern is not { } form || form.IsMatch(letters)))
            {
                return;
            }
        }

        var text = TextOf(ref reader);
        if (schema.Enum is { } allowed && !allowed.Contains(text))
        {
            Add($"is '{Short(text)}', allowed: {string.Join(", ", allowed)}");
        }

        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Add($"is '{Short(text)}', which does not match {pattern}");
        }
    }

    private void CheckNumber(double number, CompiledSchema schema)
    {
        if (number < schema.Minimum || number > schema.Maximum || number <= schema.ExclusiveMinimum)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"is {number}, out of range"));
        }
    }

    private void CheckArray(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        HashSet<string>? seen = schema.UniqueItems ? new(StringComparer.Ordinal) : null;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (seen is not null && reader.TokenType == JsonTokenType.String && !seen.Add(TextOf(ref reader)))
            {
                Add("has an item twice");
            }

            if (schema.Items is not { } items)
            {
                reader.Skip();
                continue;
            }

            _path.Add(IndexText(i));
            Check(ref reader, items);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void CheckObject(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        var found = 0u;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = PropertyName(ref reader, schema, out var property);
            for (var i = 0; i < schema.Required.Length; i++)
            {
                found |= schema.Required[i] == name ? 1u << i : 0;
            }

            reader.Read();
            property ??= schema.Others;
            if (property is not null)
            {
                _path.Add(name);
                Check(ref reader, property);
                _path.RemoveAt(_path.Count - 1);
                continue;
            }

            if (!schema.AllowsOthers && !(schema.OpenPrefix is { } prefix && name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                _path.Add(name);
                Add("is not a field of the schema");
                _path.RemoveAt(_path.Count - 1);
            }

            reader.Skip();
        }

        for (var i = 0; i < schema.Required.Length; i++)
        {
            if ((found & (1u << i)) == 0)
            {
                _path.Add(schema.Required[i]);
                Add("is missing");
                _path.RemoveAt(_path.Count - 1);
            }
        }
    }

    private static string PropertyName(ref Utf8JsonReader reader, CompiledSchema schema, out CompiledSchema? property)
    {
        property = null;
        if (schema.Properties is not { } properties)
        {
            return TextOf(ref reader);
        }

        Span<char> buffer = stackalloc char[64];
        if (!reader.ValueIsEscaped && reader.ValueSpan.Length <= buffer.Length)
        {
            var length = Encoding.UTF8.GetChars(reader.ValueSpan, buffer);
            var lookup = properties.GetAlternateLookup<ReadOnlySpan<char>>();
            if (lookup.TryGetValue(buffer[..length], out var known, out property))
            {
                return known;
            }
        }

        var name = TextOf(ref reader);
        properties.TryGetValue(name, out property);
        return name;
    }

    /// <summary>The text of a string or name; its escaped form where it holds half of a surrogate pair, which the reader tells by an exception only.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string IndexText(int index) => index < SmallIndexes.Length ? SmallIndexes[index] : index.ToString(CultureInfo.InvariantCulture);

    private static readonly string[] SmallIndexes = [.. Enumerable.Range(0, 256).Select(static index => index.ToString(CultureInfo.InvariantCulture))];

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private void Add(string reason)
    {
        Count++;
        if (Reasons.Count < maxReasons)
        {
            Reasons.Add($"/{string.Join('/', _path)} {reason}");
        }
    }
}
