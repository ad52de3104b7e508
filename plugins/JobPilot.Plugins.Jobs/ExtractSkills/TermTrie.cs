namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// A trie over words: one open-addressed table leads from (node, hash of the word) to the next node. Hashes of 64 bits stand for the words, so
/// that reading needs no strings. Built once, then read by many threads.
/// </summary>
internal sealed class TermTrie
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private readonly List<TermEntry?> _building = [null];
    private readonly Dictionary<ulong, int> _edges = [];
    private ulong[] _keys = [];
    private int[] _targets = [];
    private TermEntry?[] _entries = [];
    private ulong[] _firsts = [];
    private int _mask;

    /// <summary>Adds a name; an earlier one with the same words stays.</summary>
    public void Add(string name, TermEntry entry)
    {
        var node = 0;
        var reader = new WordReader(name);
        while (reader.Read())
        {
            var key = Key(node, reader.Hash);
            if (!_edges.TryGetValue(key, out var next))
            {
                next = _building.Count;
                _building.Add(null);
                _edges.Add(key, next);
            }

            node = next;
        }

        if (node != 0)
        {
            _building[node] ??= entry;
        }
    }

    /// <summary>Ends the building.</summary>
    public void Freeze()
    {
        var size = 1024;
        while (size < _edges.Count * 3)
        {
            size *= 2;
        }

        (_keys, _targets, _mask, _entries) = (new ulong[size], new int[size], size - 1, [.. _building]);
        foreach (var (key, target) in _edges)
        {
            var slot = Slot(key);
            while (_targets[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            (_keys[slot], _targets[slot]) = (key, target);
        }

        // Most words of a text begin no name: a small bit set says so before the table is touched.
        _firsts = new ulong[1024];
        foreach (var key in _edges.Keys)
        {
            _firsts[(key >> 6) & 1023] |= 1UL << (int)(key & 63);
        }
    }

    /// <summary>The node behind a word; 0 where there is none.</summary>
    public int Next(int node, ulong hash)
    {
        var key = Key(node, hash);
        if ((_firsts[(key >> 6) & 1023] & (1UL << (int)(key & 63))) == 0)
        {
            return 0;
        }

        for (var slot = Slot(key); _targets[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_keys[slot] == key)
            {
                return _targets[slot];
            }
        }

        return 0;
    }

    /// <summary>What the name that ends at a node stands for; null where none ends.</summary>
    public TermEntry? EntryAt(int node) => _entries[node];

    private static ulong Key(int node, ulong hash)
    {
        var key = (hash ^ ((ulong)node * Spread)) * Spread;
        return key ^ (key >> 29);
    }

    private int Slot(ulong key) => (int)(key >> 20) & _mask;
}
