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

        var hash = 2166136261u;
        foreach (var value in utf8)
        {
            hash = (hash ^ value) * 16777619u;
        }

        ref var slot = ref Entries[hash & (Size - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is not null && utf8.SequenceEqual(entry.Utf8))
        {
            isInterned = true;
            return entry.Name;
        }

        // Interned, since the segments of a compiled path are interned too.
        var name = Encoding.UTF8.GetString(utf8);
        if (entry is null)
        {
            name = string.Intern(name);
            isInterned = true;
            Volatile.Write(ref slot, new Entry(utf8.ToArray(), name));
        }

        return name;
    }

    private sealed class Entry(byte[] utf8, string name)
    {
        public byte[] Utf8 { get; } = utf8;

        public string Name { get; } = name;
    }
}
