using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>
/// Changes of the memory in the form in which the journal has them, each key once and found by its hash. Tens of thousands of them wait at any time; as objects they would
/// be most of what the collector of garbage has to look at. Changed by one thread, and read by others only while nobody changes it.
/// </summary>
/// <param name="scopes">Numbers of scopes, the same for all that are copied into each other.</param>
internal sealed class PackedChanges(ScopeNumbers scopes) : IReadOnlyList<MemoryChange>
{
    private const int ChunkSize = 256 * 1024;

    /// <summary>Chunks that are kept for what comes next; more are given back.</summary>
    private const int MostKept = 128;
    private readonly List<byte[]> _chunks = [];
    private Entry[] _entries = [];

    // Open addressing over the entries, counted from 1; 0 is free.
    private int[] _places = [];
    private int _chunk;
    private int _filled;

    /// <summary>Keys that are changed.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that they take, with those of values that were changed again.</summary>
    public long Bytes { get; private set; }

    /// <summary>The scopes that the records name by their numbers.</summary>
    public ScopeNumbers Scopes => scopes;

    public MemoryChange this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return Read(_entries[index]);
        }
    }

    /// <summary>Changes a key, instead of what was changed before; null forgets it.</summary>
    public void Put(HashedKey key, string? value)
    {
        var keySize = Encoding.UTF8.GetByteCount(key.Key.Key);
        var valueSize = value is null ? 0 : Encoding.UTF8.GetByteCount(value);
        var room = Reserve(keySize + valueSize + PackedNumber.MostBytes * 3 + 1);
        var size = PackedNumber.Write(room, scopes.Of(key.Key.Scope));
        size += PackedNumber.Write(room[size..], keySize);
        size += Encoding.UTF8.GetBytes(key.Key.Key, room[size..]);
        room[size++] = value is null ? (byte)0 : (byte)1;
        if (value is not null)
        {
            size += PackedNumber.Write(room[size..], valueSize);
            size += Encoding.UTF8.GetBytes(value, room[size..]);
        }

        Take(key.Hash, size, Find(key));
    }

    /// <summary>Takes all changes of another one over.</summary>
    public void Put(PackedChanges others)
    {
        for (var i = 0; i < others.Count; i++)
        {
            ref readonly var entry = ref others._entries[i];
            var packed = others.Packed(entry);
            packed.CopyTo(Reserve(packed.Length));
            Take(entry.Hash, packed.Length, Find(entry.Hash, others, entry));
        }
    }

    /// <summary>Whether a key is changed, and to which value.</summary>
    public bool TryGet(HashedKey key, out string? value)
    {
        var found = Count == 0 ? -1 : Find(key);
        value = found < 0 ? null : Read(_entries[found]).Value;
        return found >= 0;
    }

    public bool Contains(HashedKey key) => Count > 0 && Find(key) >= 0;

    /// <summary>Writes the records, one after the other.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        for (var i = 0; i < Count; i++)
        {
            writer.Write(Packed(_entries[i]));
        }
    }

    public void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(_places);
            _chunks.RemoveRange(Math.Min(MostKept, _chunks.Count), Math.Max(0, _chunks.Count - MostKept));
            _chunks.RemoveAll(static chunk => chunk.Length > ChunkSize);
        }

        (Count, Bytes, _chunk, _filled) = (0, 0, 0, 0);
    }

    public IEnumerator<MemoryChange> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<byte> Packed(in Entry entry) => _chunks[entry.Chunk].AsSpan(entry.At, entry.Length);

    private MemoryChange Read(in Entry entry)
    {
        var packed = _chunks[entry.Chunk].AsMemory(entry.At, entry.Length);
        var scope = PackedNumber.Read(packed.Span, out var at);
        var keySize = PackedNumber.Read(packed.Span[at..], out var size);
        var key = packed.Slice(at + size, keySize);
        at += size + keySize;
        if (packed.Span[at++] == 0)
        {
            return MemoryChange.OfUtf8(scopes.Name(scope), key, null);
        }

        PackedNumber.Read(packed.Span[at..], out size);
        return MemoryChange.OfUtf8(scopes.Name(scope), key, packed[(at + size)..]);
    }

    /// <summary>Scope and key of a record, as the bytes that it begins with.</summary>
    private ReadOnlySpan<byte> Head(in Entry entry)
    {
        var packed = Packed(entry);
        PackedNumber.Read(packed, out var at);
        var keySize = PackedNumber.Read(packed[at..], out var size);
        return packed[..(at + size + keySize)];
    }

    /// <summary>Where the changed key stands among the entries; -1 where it is not.</summary>
    private int Find(HashedKey key)
    {
        for (var place = First(key.Hash); place >= 0 && _places[place] is not 0 and var number; place = (place + 1) & (_places.Length - 1))
        {
            if (_entries[number - 1].Hash == key.Hash && Is(_entries[number - 1], key.Key))
            {
                return number - 1;
            }
        }

        return -1;
    }

    private int Find(ulong hash, PackedChanges others, in Entry other)
    {
        for (var place = First(hash); place >= 0 && _places[place] is not 0 and var number; place = (place + 1) & (_places.Length - 1))
        {
            if (_entries[number - 1].Hash == hash && Head(_entries[number - 1]).SequenceEqual(others.Head(other)))
            {
                return number - 1;
            }
        }

        return -1;
    }

    private int First(ulong hash) => _places.Length == 0 ? -1 : (int)hash & (_places.Length - 1);

    private bool Is(in Entry entry, MemoryKey key)
    {
        var packed = Packed(entry);
        if (scopes.Name(PackedNumber.Read(packed, out var at)) != key.Scope)
        {
            return false;
        }

        var keySize = PackedNumber.Read(packed[at..], out var size);
        var bytes = packed.Slice(at + size, keySize);

        // As many bytes as characters: there are only ASCII characters.
        if (keySize == key.Key.Length)
        {
            return Ascii.Equals(bytes, key.Key);
        }

        var buffer = keySize <= 512 ? stackalloc byte[keySize] : new byte[keySize];
        return Encoding.UTF8.TryGetBytes(key.Key, buffer, out var written) && written == keySize && bytes.SequenceEqual(buffer);
    }

    /// <summary>Room for a record, in the chunk that is being filled or the next one.</summary>
    private Span<byte> Reserve(int size)
    {
        while (_chunk < _chunks.Count && _chunks[_chunk].Length - _filled < size)
        {
            (_chunk, _filled) = (_chunk + 1, 0);
        }

        if (_chunk == _chunks.Count)
        {
            _chunks.Add(new byte[Math.Max(ChunkSize, size)]);
        }

        return _chunks[_chunk].AsSpan(_filled);
    }

    /// <summary>The record that was written into the reserved room counts.</summary>
    private void Take(ulong hash, int size, int known)
    {
        var entry = new Entry(hash, _chunk, _filled, size);
        _filled += size;
        Bytes += size;
        if (known >= 0)
        {
            _entries[known] = entry;
            return;
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(256, Count * 2));
        }

        _entries[Count++] = entry;
        if (Count * 2 > _places.Length)
        {
            _places = new int[_entries.Length * 4];
            for (var number = 1; number <= Count; number++)
            {
                Place(_entries[number - 1].Hash, number);
            }
        }
        else
        {
            Place(hash, Count);
        }
    }

    private void Place(ulong hash, int number)
    {
        var place = First(hash);
        while (_places[place] != 0)
        {
            place = (place + 1) & (_places.Length - 1);
        }

        _places[place] = number;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(ulong Hash, int Chunk, int At, int Length);
}
