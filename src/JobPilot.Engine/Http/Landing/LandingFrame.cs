using System.Buffers.Binary;
using System.IO.Compression;

namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// One entry of a landing file: a gzip member that tells its own length in gzip's extra field. So the file is one that every gzip tool reads, each entry can
/// be read alone, and a torn end is seen.
/// </summary>
internal static class LandingFrame
{
    /// <summary>Longest entry that is read, packed.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Longest entry that is read, unpacked: the largest answer that a policy may allow, in base64, with room to spare.</summary>
    private const int MostUnpacked = 512 * 1024 * 1024;
    private const int GzipHead = 10;
    private const int Head = GzipHead + 10;
    private const byte ExtraFlag = 4;

    /// <summary>Packs an entry.</summary>
    public static byte[] Write(ReadOnlySpan<byte> json)
    {
        using var packed = new MemoryStream(1024 + (json.Length / 6));
        packed.SetLength(Head - GzipHead);
        packed.Position = Head - GzipHead;
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(json);
            gzip.Write("\n"u8);
        }

        var frame = packed.ToArray();
        frame.AsSpan(Head - GzipHead, GzipHead).CopyTo(frame);
        frame[3] |= ExtraFlag;
        var extra = frame.AsSpan(GzipHead, Head - GzipHead);
        BinaryPrimitives.WriteUInt16LittleEndian(extra, 8); // Length of the extra field: one subfield of 4 + 4 bytes.
        "JP"u8.CopyTo(extra[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(extra[4..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(extra[6..], frame.Length);
        return frame;
    }

    /// <summary>Reads the entry at the stream's place; null where no whole entry stands there.</summary>
    /// <param name="stream">The file; afterwards behind the entry.</param>
    /// <exception cref="InvalidDataException">The entry is there in its full length but damaged.</exception>
    public static byte[]? Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[Head];
        if (stream.ReadAtLeast(head, Head, throwOnEndOfStream: false) < Head || !IsHead(head, out var length))
        {
            return null;
        }

        var frame = new byte[length];
        head.CopyTo(frame);
        if (stream.ReadAtLeast(frame.AsSpan(Head), length - Head, throwOnEndOfStream: false) < length - Head)
        {
            return null;
        }

        using var gzip = new GZipStream(new MemoryStream(frame, writable: false), CompressionMode.Decompress);
        using var unpacked = new MemoryStream(length * 4);
        var part = new byte[64 * 1024];
        for (int read; (read = gzip.Read(part)) > 0;)
        {
            if (unpacked.Length + read > MostUnpacked)
            {
                throw new InvalidDataException($"An entry unpacks to more than {MostUnpacked / 1024 / 1024} MB.");
            }

            unpacked.Write(part, 0, read);
        }

        return unpacked.ToArray();
    }

    private static bool IsHead(ReadOnlySpan<byte> head, out int length)
    {
        length = BinaryPrimitives.ReadInt32LittleEndian(head[(GzipHead + 6)..]);
        return head[0] == 0x1f && head[1] == 0x8b && head[3] == ExtraFlag && head[GzipHead + 2] == 'J' && head[GzipHead + 3] == 'P'
            && length is > Head and <= MostBytes;
    }
}
