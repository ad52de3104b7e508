namespace JobPilot.Engine.Memory;

/// <summary>
/// What processors remember, as the tail sees it: the changes of the unit under way over what was committed but is not in the view yet, over
/// the view. Used by the tail's thread; only <see cref="Forget"/> comes from the thread that applies the view.
/// </summary>
internal sealed class EngineMemory(Func<IReadOnlyCollection<MemoryKey>, CancellationToken, ValueTask<IReadOnlyDictionary<MemoryKey, string>>> read)
{
    private readonly Dictionary<HashedKey, MemorySlot> _slots = [];
    private readonly List<MemorySlot> _fetched = [];
    private readonly List<MemorySlot> _unit = [];
    private readonly HashSet<long> _reads = [];

    // Kept from commit to commit, for they are large.
    private readonly List<MemoryChange> _changes = [];
    private readonly List<MemoryChange> _inverse = [];
    private readonly List<MemoryChange> _pending = [];
    private readonly List<MemorySlot> _committed = [];
    private readonly List<MemorySlot> _handedOver = [];
    private int _collection = 1;
    private long _applied;
    private long _forgotten;
    private KeyFilter? _written;

    /// <summary>Changes of the unit under way, in the order in which the keys were first changed. Good until the unit changes.</summary>
    public IReadOnlyList<MemoryChange> Changes => OfUnit(_changes, static slot => slot.Change);

    /// <summary>Whether what the unit reads is noted, so that a run can be taken back.</summary>
    public bool NotesReads { get; set; }

    /// <summary>Changes that take those of the unit under way back. Good until the unit changes.</summary>
    public IReadOnlyList<MemoryChange> Inverse => OfUnit(_inverse, static slot => new MemoryChange(slot.Key.Key, slot.Before));

    /// <summary>Hashes of keys that had a value, were read and not changed in the unit under way.</summary>
    public IReadOnlyCollection<long> Reads => _reads;

    /// <summary>Nothing was remembered when the run began, so what this run has not written is not there.</summary>
    public void BeginEmpty() => _written = new KeyFilter();

    /// <summary>What is known of a key; null where it has to be fetched first. A slot is the key's until the batch ends, even where the view catches up before.</summary>
    public MemorySlot? Find(HashedKey key)
    {
        if (_slots.TryGetValue(key, out var slot))
        {
            return slot;
        }

        return _written is not null && !_written.MayContain(key.Hash) ? AddFetched(key, null) : null;
    }

    /// <summary>Changes a key; it counts once the unit is committed.</summary>
    public void Set(MemorySlot slot, string? value)
    {
        _written?.Add(slot.Key.Hash);
        if (!slot.IsInUnit)
        {
            _unit.Add(slot);
        }

        slot.Set(value);
    }

    public async ValueTask FetchAsync(IReadOnlyCollection<HashedKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var values = await read([.. keys.Select(key => key.Key)], cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            if (!_slots.ContainsKey(key))
            {
                AddFetched(key, values.GetValueOrDefault(key.Key));
            }
        }
    }

    /// <summary>Forgets what was fetched, and what the view has by now; called between batches, so that it stays bounded.</summary>
    public void EndBatch()
    {
        ForgetApplied();
        foreach (var slot in _fetched)
        {
            if (NotesReads && slot.IsOnlyRead)
            {
                _reads.Add(MemoryReads.Hash(slot.Key.Key));
            }

            Drop(slot, 0);
        }

        _fetched.Clear();
    }

    /// <summary>Invariant 2: the unit's changes hold only once the home has them.</summary>
    /// <returns>How many there were.</returns>
    public int Commit(long number)
    {
        var count = _unit.Count;
        foreach (var slot in _unit)
        {
            slot.Commit(number);
            if (slot.Collection != _collection)
            {
                slot.Collection = _collection;
                _committed.Add(slot);
            }
        }

        _unit.Clear();
        _reads.Clear();

        // What they hold is packed by now, or in the home.
        _changes.Clear();
        _inverse.Clear();
        return count;
    }

    /// <summary>Drops the unit's changes, for a rewind.</summary>
    public void Rewind()
    {
        foreach (var slot in _unit)
        {
            slot.Rewind();
            Drop(slot, 0);
        }

        _unit.Clear();
        _reads.Clear();
    }

    /// <summary>What the view lacks up to the last commit. Good until <see cref="Forget"/> has been called with that commit's number.</summary>
    public IReadOnlyList<MemoryChange> Pending()
    {
        ForgetApplied();
        _handedOver.AddRange(_committed);
        _committed.Clear();
        _collection++;
        _pending.Clear();
        foreach (var slot in _handedOver)
        {
            _pending.Add(slot.Committed);
        }

        return _pending;
    }

    /// <summary>The view has all commits up to this number. What it has is dropped when the batch ends. Safe on every thread.</summary>
    public void Forget(long number) => Interlocked.Exchange(ref _applied, number);

    private void ForgetApplied()
    {
        var applied = Interlocked.Read(ref _applied);
        if (applied == _forgotten)
        {
            return;
        }

        _forgotten = applied;
        _pending.Clear();
        _handedOver.ForEach(slot => Drop(slot, applied));
        _handedOver.Clear();
        _committed.ForEach(slot => Drop(slot, applied));
        _committed.RemoveAll(slot => slot.Collection == 0);
    }

    private List<MemoryChange> OfUnit(List<MemoryChange> changes, Func<MemorySlot, MemoryChange> change)
    {
        changes.Clear();
        foreach (var slot in _unit)
        {
            changes.Add(change(slot));
        }

        return changes;
    }

    private void Drop(MemorySlot slot, long applied)
    {
        if (slot.Forget(applied))
        {
            _slots.Remove(slot.Key);
        }
    }

    private MemorySlot AddFetched(HashedKey key, string? value)
    {
        var slot = new MemorySlot(key).Fetched(value);
        _slots.Add(key, slot);
        _fetched.Add(slot);
        return slot;
    }
}
