using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <content>The walk over values that the record keeps as JSON text.</content>
internal sealed partial class SchemaWalker
{
    private void CheckText(ReadOnlySpan<byte> utf8, CompiledSchema schema)
    {
        if (utf8[0] == (byte)'"' && (schema.Types & SchemaTypes.String) != 0 && IsRight(utf8[1..^1], utf8.Contains((byte)'\\'), schema))
        {
            return;
        }

        // What is no object or list is quicker to check than to look up.
        var hash = 0UL;
        var mayRecur = utf8.Length <= RightTexts.Longest && utf8[0] is (byte)'{' or (byte)'[';
        if (mayRecur && schema.Right.Contains(utf8, out hash))
        {
            return;
        }

        var before = Count;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        Check(ref reader, schema);
        if (mayRecur && Count == before)
        {
            schema.Right.Add(utf8, hash);
        }
    }

    private void Check(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        if (!Allows(schema, TypeOf(ref reader)))
        {
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
            case JsonTokenType.Null:
                CheckNull(schema);
                break;
            case JsonTokenType.StartArray:
                CheckArray(ref reader, schema);
                break;
            case JsonTokenType.StartObject when schema.ChecksObjects:
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

    private void CheckString(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        if (!IsRight(reader.ValueSpan, reader.ValueIsEscaped, schema))
        {
            CheckString(TextOf(ref reader), schema);
        }
    }

    /// <summary>Whether a string is seen to be right without being decoded.</summary>
    private static bool IsRight(ReadOnlySpan<byte> content, bool isEscaped, CompiledSchema schema) => schema is { Enum: null, Pattern: null }
        ? content.Length > 0
        : !isEscaped && (schema.Enum is null || schema.IsInEnum(content)) && schema.Pattern?.IsPlainMatch(content) != false;

    private void CheckArray(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        HashSet<string>? seen = null;
        var first = default(Utf8JsonReader);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            // Most arrays have one item, which needs no set.
            if (schema.UniqueItems && i == 0)
            {
                first = reader;
            }
            else if (schema.UniqueItems && reader.TokenType == JsonTokenType.String)
            {
                seen ??= first.TokenType == JsonTokenType.String ? new([TextOf(ref first)], StringComparer.Ordinal) : new(StringComparer.Ordinal);
                if (!seen.Add(TextOf(ref reader)))
                {
                    Add("has an item twice");
                }
            }

            if (schema.Items is not { } items)
            {
                reader.Skip();
                continue;
            }

            Go(IndexText(i));
            Check(ref reader, items);
            Leave();
        }
    }

    private void CheckObject(ref Utf8JsonReader reader, CompiledSchema schema)
    {
        var found = 0u;
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.ValueIsEscaped ? null : schema.Find(reader.ValueSpan, ref next);
            var name = field?.Name ?? TextOf(ref reader);
            field ??= schema.Find(name, ref next);
            found |= field?.Bit ?? 0;
            reader.Read();
            if (Enter(name, field, schema) is { } own)
            {
                Check(ref reader, own);
            }
            else
            {
                reader.Skip();
            }

            Leave();
        }

        CheckRequired(found, schema);
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
}
