using System.Runtime.InteropServices;

namespace JobPilot.Engine.Memory;

/// <summary>
/// What processors remember, as the tail sees it: the changes of the unit under way over what was committed but is not in the view yet, over
/// the view. Used by the tail's thread; only <see cref="Forget"/> comes from the thread that applies the view.
/// </summary>
internal sealed class EngineMemory(Func<IReadOnlyCollection<MemoryKey>, CancellationToken, ValueTask<IReadOnlyDictionary<MemoryKey, string>>> read)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MemoryKey, (string? Value, long Number)> _committed = [];
    private readonly Dictionary<MemoryKey, (string? Value, string? Before)> _unit = [];
    private readonly HashSet<long> _reads = [];
    private readonly Dictionary<MemoryKey, string?> _fetched = [];
    private KeyFilter? _written;

    /// <summary>Changes of the unit under way.</summary>
    public IReadOnlyList<MemoryChange> Changes => [.. _unit.Select(change => new MemoryChange(change.Key, change.Value.Value))];

    /// <summary>Whether what the unit reads is noted, so that a run can be taken back.</summary>
    public bool NotesReads { get; set; }

    /// <summary>Changes that take those of the unit under way back.</summary>
    public IReadOnlyList<MemoryChange> Inverse => [.. _unit.Select(change => new MemoryChange(change.Key, change.Value.Before))];

    /// <summary>Hashes of keys that had a value, were read and not changed in the unit under way.</summary>
    public IReadOnlyCollection<long> Reads => _reads;

    /// <summary>Nothing was remembered when the run began, so what this run has not written is not there.</summary>
    public void BeginEmpty() => _written = new KeyFilter();

    /// <summary>
    /// Whether the key needs no fetch. What is committed but not in the view yet is pinned for the batch: the view may catch up at any moment, and the entry is
    /// forgotten then.
    /// </summary>
    public bool Knows(MemoryKey key)
    {
        if (_unit.ContainsKey(key) || _fetched.ContainsKey(key))
        {
            return true;
        }

        if (_written is not null && !_written.MayContain(key))
        {
            _fetched[key] = null;
            return true;
        }

        lock (_gate)
        {
            if (!_committed.TryGetValue(key, out var committed))
            {
                return false;
            }

            _fetched[key] = committed.Value;
            return true;
        }
    }

    /// <summary>Reads a key that is known.</summary>
    public string? Get(MemoryKey key) => _unit.TryGetValue(key, out var change) ? change.Value : _fetched.GetValueOrDefault(key);

    public void Set(MemoryKey key, string? value)
    {
        _written?.Add(key);
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_unit, key, out var changed);
        change = (value, changed ? change.Before : Before(key));
    }

    private string? Before(MemoryKey key)
    {
        if (_fetched.TryGetValue(key, out var fetched))
        {
            return fetched;
        }

        lock (_gate)
        {
            return _committed.GetValueOrDefault(key).Value;
        }
    }

    public async ValueTask FetchAsync(IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var values = await read(keys, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            _fetched[key] = values.GetValueOrDefault(key);
        }
    }

    /// <summary>Forgets what was fetched; called between batches, so that it stays bounded.</summary>
    public void EndBatch()
    {
        if (NotesReads)
        {
            foreach (var (key, value) in _fetched)
            {
                if (value is not null && !_unit.ContainsKey(key))
                {
                    _reads.Add(MemoryReads.Hash(key));
                }
            }
        }

        _fetched.Clear();
    }

    /// <summary>Invariant 2: the unit's changes hold only once the home has them.</summary>
    public void Commit(long number)
    {
        lock (_gate)
        {
            foreach (var (key, (value, _)) in _unit)
            {
                _committed[key] = (value, number);
            }
        }

        Rewind();
    }

    /// <summary>Drops the unit's changes, for a rewind.</summary>
    public void Rewind()
    {
        _unit.Clear();
        _reads.Clear();
    }

    /// <summary>What the view lacks up to this commit.</summary>
    public IReadOnlyList<MemoryChange> Pending(long number)
    {
        lock (_gate)
        {
            var changes = new List<MemoryChange>(_committed.Count);
            foreach (var (key, (value, changed)) in _committed)
            {
                if (changed <= number)
                {
                    changes.Add(new MemoryChange(key, value));
                }
            }

            return changes;
        }
    }

    /// <summary>The view has all commits up to this number.</summary>
    public void Forget(long number)
    {
        lock (_gate)
        {
            foreach (var (key, (_, changed)) in _committed)
            {
                if (changed <= number)
                {
                    _committed.Remove(key); // Dictionaries allow it while they are read.
                }
            }
        }
    }
}
