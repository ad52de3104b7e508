using System.Buffers.Binary;
using System.IO.Compression;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>What a batch replaced, in packed parts of about a megabyte: of a row that is new its key, of another one the whole row, of one that stayed its key.</summary>
/// <param name="inserted">Keys of rows that are new.</param>
/// <param name="met">Keys that were written to and changed nothing.</param>
/// <param name="images">Rows as they were before they were changed or removed.</param>
internal sealed class RowImages(IReadOnlyList<string> inserted, IReadOnlyList<string> met, IReadOnlyList<BsonDocument> images)
{
    private const int PartBytes = 1 << 20;
    private const int KeysAPart = 20_000;

    /// <summary>Fast, and JSON-like rows shrink to a quarter.</summary>
    private const int Quality = 1;
    private const int Window = 22;

    public IReadOnlyList<string> Inserted { get; } = inserted;

    public IReadOnlyList<string> Met { get; } = met;

    public IReadOnlyList<BsonDocument> Images { get; } = images;

    public IEnumerable<string> Keys => Inserted.Concat(Met).Concat(Images.Select(KeyOf));

    public static string KeyOf(BsonDocument row) => row[RowFields.Id].AsString;

    /// <summary>Packs all of it; no part where there is nothing.</summary>
    public List<byte[]> Pack()
    {
        var parts = new List<byte[]>();
        foreach (var keys in Inserted.Chunk(KeysAPart))
        {
            parts.Add(Pack(new RowImages(keys, [], [])));
        }

        foreach (var keys in Met.Chunk(KeysAPart))
        {
            parts.Add(Pack(new RowImages([], keys, [])));
        }

        var (rows, bytes) = (new List<BsonDocument>(), 0L);
        foreach (var image in Images)
        {
            rows.Add(image);
            bytes += RowHash.SizeOf(image);
            if (bytes >= PartBytes)
            {
                parts.Add(Pack(new RowImages([], [], rows)));
                (rows, bytes) = ([], 0);
            }
        }

        if (rows.Count > 0)
        {
            parts.Add(Pack(new RowImages([], [], rows)));
        }

        return parts;
    }

    /// <summary>Reads a part.</summary>
    public static RowImages Unpack(byte[] part)
    {
        var document = BsonSerializer.Deserialize(UnpackBytes(part));
        return new RowImages(Texts(document["inserted"]), Texts(document["met"]), [.. document["images"].AsArray.Select(image => image.AsDocument)]);
    }

    /// <summary>Packs bytes, with their length before them.</summary>
    public static byte[] PackBytes(ReadOnlySpan<byte> bytes)
    {
        var packed = new byte[4 + BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, bytes.Length);
        return BrotliEncoder.TryCompress(bytes, packed.AsSpan(4), out var written, Quality, Window)
            ? packed[..(4 + written)]
            : throw new InvalidOperationException("The target has room for the worst case.");
    }

    /// <summary>The bytes that <see cref="PackBytes"/> packed.</summary>
    public static byte[] UnpackBytes(ReadOnlySpan<byte> packed)
    {
        var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(packed)];
        return BrotliDecoder.TryDecompress(packed[4..], bytes, out var written) && written == bytes.Length
            ? bytes
            : throw new InvalidDataException($"It does not unpack to {bytes.Length} bytes.");
    }

    private static byte[] Pack(RowImages images) => PackBytes(BsonSerializer.Serialize(new BsonDocument
    {
        ["inserted"] = new BsonArray(images.Inserted.Select(key => new BsonValue(key))),
        ["met"] = new BsonArray(images.Met.Select(key => new BsonValue(key))),
        ["images"] = new BsonArray(images.Images),
    }));

    private static List<string> Texts(BsonValue values) => [.. values.AsArray.Select(value => value.AsString)];
}
