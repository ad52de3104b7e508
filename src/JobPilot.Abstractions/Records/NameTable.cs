using System.Buffers.Binary;
using System.Text;

namespace JobPilot;

/// <summary>
/// Gives the one string instance for a field's name, so that names compare by reference first and are not allocated a record. Bounded: what
/// finds no place is allocated. Races lose an entry, never correctness.
/// </summary>
internal static class NameTable
{
    private const int Size = 4096;
    private const int LongestName = 64;

    /// <summary>Places that a name may have: names that no one can intern slow all searches in their object.</summary>
    private const int Probes = 8;
    private static readonly Entry?[] Entries = new Entry?[Size];

    /// <summary>Gives a field's name.</summary>
    /// <param name="utf8">The name without escapes.</param>
    /// <param name="isInterned">Whether it is the one instance, so that another interned name is another name.</param>
    public static string Get(ReadOnlySpan<byte> utf8, out bool isInterned)
    {
        isInterned = false;
        if (utf8.Length > LongestName)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var slot = (int)(Hash(utf8) >> 32);
        for (var probe = 0; probe < Probes; probe++)
        {
            ref var place = ref Entries[(slot + probe) & (Size - 1)];
            var entry = Volatile.Read(ref place);
            if (entry is not null && utf8.SequenceEqual(entry.Utf8))
            {
                isInterned = true;
                return entry.Name;
            }

            if (entry is null)
            {
                // Interned, since the segments of a compiled path are interned too.
                var name = string.Intern(Encoding.UTF8.GetString(utf8));
                isInterned = true;
                Volatile.Write(ref place, new Entry(utf8.ToArray(), name));
                return name;
            }
        }

        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>By length and by the first, last and middle bytes: field names of one source differ in them.</summary>
    private static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Spread = 0x9E3779B97F4A7C15;
        var hash = (ulong)utf8.Length;
        if (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Spread;
            hash = (hash ^ (hash >> 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[((utf8.Length - sizeof(ulong)) / 2)..])) * Spread;
            hash = (hash ^ (hash >> 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..])) * Spread;
        }
        else
        {
            foreach (var value in utf8)
            {
                hash = (hash << 8) ^ value;
            }

            hash *= Spread;
        }

        return hash ^ (hash >> 29);
    }

    private sealed class Entry(byte[] utf8, string name)
    {
        public byte[] Utf8 { get; } = utf8;

        public string Name { get; } = name;
    }
}
