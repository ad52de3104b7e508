using System.Buffers.Binary;
using System.Text;

namespace JobPilot;

/// <summary>
/// Gives field names numbers, so that a container keeps two bytes a field and is searched for a number. A name has the same number for the life of the
/// process, or never has one. Bounded: what finds no place has none. Safe on every thread.
/// </summary>
internal static class NameTable
{
    /// <summary>The number of a name that has none.</summary>
    public const ushort None = 0;

    private const int Size = 4096;
    private const int LongestName = 64;

    /// <summary>Places that a name may have: names without a number slow all searches in their object.</summary>
    private const int Probes = 8;
    private static readonly Entry?[] Entries = new Entry?[Size];

    /// <summary>The number of a field's name; <see cref="None"/> where it has none.</summary>
    /// <param name="utf8">The name without escapes.</param>
    public static ushort IdOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
        {
            return None;
        }

        var first = (int)(Hash(utf8) >> 32);
        for (var probe = 0; probe < Probes; probe++)
        {
            var at = (first + probe) & (Size - 1);
            var entry = Volatile.Read(ref Entries[at]);
            if (entry is null)
            {
                // Of several threads one puts its name here for ever; the others see which.
                var added = new Entry(utf8.ToArray(), string.Intern(Encoding.UTF8.GetString(utf8)));
                entry = Interlocked.CompareExchange(ref Entries[at], added, null) ?? added;
            }

            if (utf8.SequenceEqual(entry.Utf8))
            {
                return (ushort)(at + 1);
            }
        }

        return None;
    }

    /// <summary>The number of a name; <see cref="None"/> where it has none.</summary>
    /// <param name="name">The name; half of a surrogate pair stands for U+FFFD.</param>
    public static ushort IdOf(string name)
    {
        Span<byte> utf8 = stackalloc byte[LongestName];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var written) ? IdOf(utf8[..written]) : None;
    }

    /// <summary>The one string of a name.</summary>
    /// <param name="id">Its number.</param>
    public static string NameOf(ushort id) => Entries[id - 1]!.Name;

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
