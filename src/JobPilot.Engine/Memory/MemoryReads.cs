using System.Buffers.Binary;

namespace JobPilot.Engine.Memory;

/// <summary>Keys that a commit read and left unchanged, as 64-bit hashes: enough to tell whether a later run built on an earlier one.</summary>
internal static class MemoryReads
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The same on every machine and in every process, for it lies in the home.</summary>
    public static long Hash(MemoryKey key)
    {
        var hash = Add(Add(Basis, key.Scope), "\n");
        hash = Add(hash, key.Key);
        hash ^= hash >> 32;
        return (long)(hash * 0x9E3779B97F4A7C15);

        static ulong Add(ulong hash, string text)
        {
            foreach (var unit in text)
            {
                hash = (hash ^ unit) * Prime;
            }

            return hash;
        }
    }

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
}
