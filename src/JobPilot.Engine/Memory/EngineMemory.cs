namespace JobPilot.Engine.Memory;

/// <summary>
/// What processors remember, as the tail sees it: the changes of the unit under way over what was committed but is not in the view yet, over
/// the view. Used by the tail's thread; only <see cref="Forget"/> comes from the thread that applies the view.
/// </summary>
internal sealed class EngineMemory(Func<IReadOnlyCollection<MemoryKey>, CancellationToken, ValueTask<IReadOnlyDictionary<MemoryKey, string>>> read)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MemoryKey, (string? Value, long Number)> _committed = [];
    private readonly Dictionary<MemoryKey, string?> _unit = [];
    private readonly Dictionary<MemoryKey, string?> _fetched = [];
    private KeyFilter? _written;

    /// <summary>Changes of the unit under way.</summary>
    public IReadOnlyList<MemoryChange> Changes => [.. _unit.Select(change => new MemoryChange(change.Key, change.Value))];

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
    public string? Get(MemoryKey key) => _unit.TryGetValue(key, out var value) ? value : _fetched.GetValueOrDefault(key);

    public void Set(MemoryKey key, string? value)
    {
        _written?.Add(key);
        _unit[key] = value;
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
    public void EndBatch() => _fetched.Clear();

    /// <summary>Invariant 2: the unit's changes hold only once the home has them.</summary>
    public void Commit(long number)
    {
        lock (_gate)
        {
            foreach (var (key, value) in _unit)
            {
                _committed[key] = (value, number);
            }
        }

        _unit.Clear();
    }

    /// <summary>Drops the unit's changes, for a rewind.</summary>
    public void Rewind() => _unit.Clear();

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
