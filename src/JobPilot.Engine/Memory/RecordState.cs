using System.Runtime.InteropServices;

namespace JobPilot.Engine.Memory;

/// <summary>The memory of one processor as one record sees it: only declared keys, in the scope that the record belongs to.</summary>
internal sealed class RecordState(EngineMemory memory) : IRecordState
{
    /// <summary>Up to so many keys are compared one by one, which is faster than an index for the few that most records have.</summary>
    private const int MostCompared = 12;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private string _component = "";

    public void Begin(string component)
    {
        _component = component;
        Undeclare();
    }

    /// <summary>Keeps what the record wrote; not called for a record whose processor threw.</summary>
    public void Accept()
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.IsWritten)
            {
                memory.Set(entry.Slot, entry.Value);
            }
        }
    }

    /// <summary>Lets the record use a key; false where it may already.</summary>
    public bool Declare(MemorySlot slot)
    {
        var key = slot.Key.Key.Key;
        if (Find(key) >= 0)
        {
            return false;
        }

        _entries.Add(new Entry(slot));
        if (_entries.Count > MostCompared)
        {
            for (var i = _index.Count; i < _entries.Count; i++)
            {
                _index.Add(_entries[i].Key, i);
            }
        }

        return true;
    }

    /// <summary>Forgets what was declared, to declare it again.</summary>
    public void Undeclare()
    {
        _entries.Clear();
        _index.Clear();
    }

    public string? Get(string key)
    {
        ref readonly var entry = ref Declared(key);
        return entry.IsWritten ? entry.Value : entry.Slot.Value;
    }

    public void Set(string key, string? value)
    {
        if (value is { Length: > 65536 })
        {
            throw new InvalidOperationException($"'{_component}' wants to remember {value.Length} characters under one key; 65,536 are allowed.");
        }

        ref var entry = ref Declared(key);
        (entry.IsWritten, entry.Value) = (true, value);
    }

    private ref Entry Declared(string key)
    {
        var at = Find(key);
        if (at < 0)
        {
            throw new InvalidOperationException($"'{_component}' used the key '{key}' without declaring it.");
        }

        return ref CollectionsMarshal.AsSpan(_entries)[at];
    }

    private int Find(string key)
    {
        if (_index.Count > 0)
        {
            return _index.TryGetValue(key, out var at) ? at : -1;
        }

        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private struct Entry(MemorySlot slot)
    {
        public MemorySlot Slot { get; } = slot;

        public bool IsWritten { get; set; }

        public string? Value { get; set; }

        public readonly string Key => Slot.Key.Key.Key;
    }
}
