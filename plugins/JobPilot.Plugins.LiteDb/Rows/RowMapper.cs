using System.Buffers;
using System.Text.Json;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// Rule 6: JSON to BSON by hand, since LiteDB's own mapper turns "" into null and trims. Strings are kept exactly, whole numbers become Int32
/// or Int64, others Double. Not safe for several threads.
/// </summary>
internal sealed class RowMapper : IDisposable
{
    public const int MaxDepth = 64;
    private readonly ArrayBufferWriter<byte> _buffer = new(16384);
    private readonly Utf8JsonWriter _writer;
    private readonly NameCache _names = new();

    public RowMapper() => _writer = new Utf8JsonWriter(_buffer, RecordJson.WriterOptions);

    /// <summary>Maps the fields of a record.</summary>
    /// <exception cref="RowRefusedException">A field cannot be stored.</exception>
    public BsonDocument Map(Record record)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        record.WriteTo(_writer);
        _writer.Flush();
        return Map(_buffer.WrittenSpan);
    }

    public void Dispose() => _writer.Dispose();

    internal BsonDocument Map(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        var row = ReadDocument(ref reader, 1);
        foreach (var name in row.RawValue.Keys)
        {
            if (RowFields.IsOwn(name))
            {
                throw new RowRefusedException($"field '{name}' is reserved for the database; rename it");
            }
        }

        return row;
    }

    private BsonDocument ReadDocument(ref Utf8JsonReader reader, int depth)
    {
        RequireDepth(depth);
        var document = new BsonDocument();
        var fields = document.RawValue;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            reader.Read();
            if (!fields.TryAdd(name, ReadValue(ref reader, depth, name)))
            {
                var other = fields.Keys.First(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));
                throw new RowRefusedException(
                    $"fields '{other}' and '{name}' differ only in case, which the database cannot hold; rename one");
            }
        }

        return document;
    }

    private BsonArray ReadArray(ref Utf8JsonReader reader, int depth, string name)
    {
        RequireDepth(depth);
        var array = new BsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            array.Add(ReadValue(ref reader, depth, name));
        }

        return array;
    }

    private BsonValue ReadValue(ref Utf8JsonReader reader, int depth, string name) => reader.TokenType switch
    {
        JsonTokenType.String => new BsonValue(ReadText(ref reader)),
        JsonTokenType.Number => ReadNumber(ref reader, name),
        JsonTokenType.True => new BsonValue(true),
        JsonTokenType.False => new BsonValue(false),
        JsonTokenType.StartObject => ReadDocument(ref reader, depth + 1),
        JsonTokenType.StartArray => ReadArray(ref reader, depth + 1, name),
        _ => BsonValue.Null,
    };

    private string ReadName(ref Utf8JsonReader reader)
    {
        var name = reader.ValueIsEscaped ? JsonText.Unescape(reader.ValueSpan) : _names.Get(reader.ValueSpan);
        return name.Contains('\0', StringComparison.Ordinal)
            ? throw new RowRefusedException("the name of a field holds a zero character")
            : name;
    }

    private static string ReadText(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? JsonText.Unescape(reader.ValueSpan) : reader.GetString()!;

    private static BsonValue ReadNumber(ref Utf8JsonReader reader, string name)
    {
        if (reader.TryGetInt32(out var small))
        {
            return new BsonValue(small);
        }

        if (reader.TryGetInt64(out var large))
        {
            return new BsonValue(large);
        }

        var number = reader.GetDouble();
        return double.IsFinite(number)
            ? new BsonValue(number)
            : throw new RowRefusedException($"field '{name}' is a number beyond what the database can hold");
    }

    private static void RequireDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new RowRefusedException($"it is nested deeper than {MaxDepth} levels");
        }
    }
}
