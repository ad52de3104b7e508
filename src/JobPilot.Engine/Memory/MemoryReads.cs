using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace JobPilot.Engine.Memory;

/// <summary>Keys that a commit read and left unchanged, as 64-bit hashes: enough to tell whether a later run built on an earlier one.</summary>
internal static class MemoryReads
{
    /// <summary>The same in every process, for it lies in the home.</summary>
    public static long Hash(MemoryKey key) => (long)Of(key.Key, (long)Of(key.Scope, 0));

    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<long> hashes)
    {
        var bytes = new byte[hashes.Count * sizeof(long)];
        var at = 0;
        foreach (var hash in hashes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), hash);
            at += sizeof(long);
        }

        return bytes;
    }

    public static IEnumerable<long> Read(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at + sizeof(long) <= bytes.Length; at += sizeof(long))
        {
            yield return BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[at..]);
        }
    }

    private static ulong Of(string text, long seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), seed);
}
