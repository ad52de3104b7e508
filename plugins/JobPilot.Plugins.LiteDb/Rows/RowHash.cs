using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// Rule 8. Two hashes a row: of its content, which tells whether a row changed, and of all of it, which tells whether the disk changed it.
/// Both are of one unambiguous encoding in which the order of an object's fields does not count. Not safe for several threads.
/// </summary>
internal sealed class RowHash
{
    private byte[] _buffer = new byte[16384];
    private int _length;

    /// <summary>Hash of the content: without fields that begin with <c>_</c> and without ignored ones.</summary>
    /// <param name="row">The row.</param>
    /// <param name="ignored">Fields that are no content.</param>
    /// <param name="size">Size of the row as BSON.</param>
    public string Content(BsonDocument row, IgnoredFields ignored, out int size)
    {
        _length = 0;
        size = EncodeDocument(row, ignored, name => name.Length > 0 && name[0] == '_');
        return Convert.ToHexStringLower(SHA256.HashData(_buffer.AsSpan(0, _length)).AsSpan(0, 16));
    }

    /// <summary>Hash of the whole row but the hash itself.</summary>
    public long Check(BsonDocument row)
    {
        _length = 0;
        EncodeDocument(row, null, name => name == RowFields.Check);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>Size of a value as BSON.</summary>
    public static int SizeOf(BsonValue value) => value switch
    {
        { IsString: true } => Encoding.UTF8.GetByteCount(value.AsString),
        { IsDocument: true } => value.AsDocument.Sum(field => Encoding.UTF8.GetByteCount(field.Key) + 7 + SizeOf(field.Value)) + 5,
        { IsArray: true } => value.AsArray.Sum(item => 12 + SizeOf(item)) + 5,
        { IsBinary: true } => value.AsBinary.Length + 5,
        _ => 16,
    };

    private int EncodeDocument(BsonDocument document, IgnoredFields? ignored, Func<string, bool>? skip)
    {
        var fields = new KeyValuePair<string, BsonValue>[document.Count];
        document.RawValue.CopyTo(fields, 0);
        SortByName(fields);
        PutByte(7);
        var size = 5;
        foreach (var (name, value) in fields)
        {
            var below = ignored?.Find(name);
            if (below is { Whole: true } || (skip is not null && skip(name)))
            {
                size += SizeOf(value) + name.Length + 7;
                continue;
            }

            size += 2 + PutText(name) + EncodeValue(value, below);
        }

        PutByte(0xFF);
        return size;
    }

    private int EncodeValue(BsonValue value, IgnoredFields? ignored)
    {
        switch (value.Type)
        {
            case BsonType.Null:
                PutByte(0);
                return 0;
            case BsonType.Boolean:
                PutByte(value.AsBoolean ? (byte)2 : (byte)1);
                return 1;
            case BsonType.Int32 or BsonType.Int64:
                PutInteger(value.AsInt64);
                return 8;
            case BsonType.Double:
                PutDouble(value.AsDouble);
                return 8;
            case BsonType.String:
                PutByte(5);
                return 5 + PutText(value.AsString);
            case BsonType.Array:
                return EncodeArray(value.AsArray, ignored);
            case BsonType.Document:
                return EncodeDocument(value.AsDocument, ignored, null);
            case BsonType.Binary:
                PutByte(8);
                var bytes = value.AsBinary;
                PutLength(bytes.Length);
                bytes.CopyTo(Reserve(bytes.Length));
                return 5 + bytes.Length;
            default:
                PutByte(9);
                PutByte((byte)value.Type);
                return 16 + PutText(string.Create(CultureInfo.InvariantCulture, $"{value.RawValue}"));
        }
    }

    private int EncodeArray(BsonArray array, IgnoredFields? ignored)
    {
        PutByte(6);
        var size = 5;
        foreach (var item in array)
        {
            size += 9 + EncodeValue(item, ignored);
        }

        PutByte(0xFF);
        return size;
    }

    private static void SortByName(KeyValuePair<string, BsonValue>[] fields)
    {
        for (var i = 1; i < fields.Length; i++)
        {
            if (string.CompareOrdinal(fields[i - 1].Key, fields[i].Key) > 0)
            {
                Array.Sort(fields, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
                return;
            }
        }
    }

    private void PutInteger(long value)
    {
        PutByte(3);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
    }

    private void PutDouble(double value)
    {
        // 1.0 and 1 are one number in JSON, so they are one content.
        if (Math.Abs(value) < 9e15 && value == Math.Floor(value))
        {
            PutInteger((long)value);
            return;
        }

        PutByte(4);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), BitConverter.DoubleToInt64Bits(value));
    }

    private int PutText(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Grow(most + 4);
        var count = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length + 4));
        PutLength(count);
        _length += count;
        return count;
    }

    private void PutLength(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    private void PutByte(byte value) => Reserve(1)[0] = value;

    private Span<byte> Reserve(int count)
    {
        Grow(count);
        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }
    }
}
