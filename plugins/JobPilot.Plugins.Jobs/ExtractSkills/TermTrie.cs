namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// A trie over words: one open-addressed table leads from (node, hash of the word) to the next node. Hashes of 64 bits stand for the words, so
/// that reading needs no strings. Built once, then read by many threads.
/// </summary>
internal sealed class TermTrie
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private readonly List<TermEntry?> _building = [null];
    private readonly List<bool> _leads = [false];
    private readonly Dictionary<ulong, int> _edges = [];
    private readonly ulong[] _known = new ulong[1024];
    private Edge[] _table = [];
    private TermEntry?[] _entries = [];
    private readonly NameFilter _filter = new();
    private readonly WordReader _words = new();
    private int _mask;

    /// <summary>Adds a name; an earlier one with the same words stays.</summary>
    public void Add(string name, TermEntry entry)
    {
        var node = 0;
        _words.Read(name);
        var places = _words.Places;
        for (var i = 0; i < places.Length; i += 2)
        {
            var key = Key(node, WordReader.HashOf(name.AsSpan(places[i]..places[i + 1])));
            if (!_edges.TryGetValue(key, out var next))
            {
                next = _building.Count;
                _building.Add(null);
                _edges.Add(key, next);
                _leads[node] = true;
                _leads.Add(false);
            }

            node = next;
        }

        _filter.Add(name, places);
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

        (_table, _mask, _entries) = (new Edge[size], size - 1, [.. _building]);
        foreach (var (key, target) in _edges)
        {
            var slot = Slot(key);
            while (_table[slot].Target != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _table[slot] = new Edge(key, target);
            _known[(key >> 6) & 1023] |= 1UL << (int)(key & 63);
        }
    }

    /// <summary>The next word of a text with which a name may begin, as <see cref="NameFilter.Next"/> tells it: most words are ruled out by it before they are hashed.</summary>
    public int NextBeginning(ReadOnlySpan<char> text, ReadOnlySpan<int> places, int from) => _filter.Next(text, places, from);

    /// <summary>The node behind a word; 0 where there is none.</summary>
    public int Next(int node, ulong hash)
    {
        var key = Key(node, hash);
        // Most words lead nowhere: a small bit set says so before the table is touched.
        if ((_known[(key >> 6) & 1023] & (1UL << (int)(key & 63))) == 0)
        {
            return 0;
        }

        var table = _table;
        for (var slot = Slot(key); ; slot = (slot + 1) & _mask)
        {
            ref readonly var edge = ref table[slot];
            if (edge.Target == 0 || edge.Key == key)
            {
                return edge.Target;
            }
        }
    }

    /// <summary>Whether any word leads on from a node.</summary>
    public bool LeadsOn(int node) => _leads[node];

    /// <summary>What the name that ends at a node stands for; null where none ends.</summary>
    public TermEntry? EntryAt(int node) => _entries[node];

    private static ulong Key(int node, ulong hash)
    {
        var key = (hash ^ ((ulong)node * Spread)) * Spread;
        return key ^ (key >> 29);
    }

    private int Slot(ulong key) => (int)(key >> 20) & _mask;

    private readonly record struct Edge(ulong Key, int Target);
}
