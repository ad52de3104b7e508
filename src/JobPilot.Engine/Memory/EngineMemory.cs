namespace JobPilot.Engine.Memory;

/// <summary>
/// What processors remember, as the tail sees it: the changes of the batch over those of the unit under way, over what was committed but is not in the view yet, over the view. Only
/// what a batch touches is an object, and for that batch alone; the rest is packed. Used by the tail's thread; only <see cref="Forget"/> comes from the thread that applies the view.
/// </summary>
internal sealed class EngineMemory
{
    private readonly Func<IReadOnlyCollection<MemoryKey>, CancellationToken, ValueTask<IReadOnlyDictionary<MemoryKey, string>>> _read;
    private readonly Dictionary<HashedKey, MemorySlot> _slots = [];
    private readonly List<MemorySlot> _changed = [];
    private readonly HashSet<long> _reads = [];
    private readonly PackedChanges _unit;
    private readonly PackedChanges _inverse;
    private PackedChanges _committed;
    private PackedChanges _handedOver;
    private long _committedUpTo;
    private long _handedOverUpTo;
    private long _applied;
    private KeyFilter? _written;

    public EngineMemory(Func<IReadOnlyCollection<MemoryKey>, CancellationToken, ValueTask<IReadOnlyDictionary<MemoryKey, string>>> read)
    {
        _read = read;
        var scopes = new ScopeNumbers();
        (_unit, _inverse, _committed, _handedOver) = (new(scopes), new(scopes), new(scopes), new(scopes));
    }

    /// <summary>Changes of the unit under way, in the order in which the keys were first changed. Good until the unit changes.</summary>
    public PackedChanges Changes
    {
        get
        {
            Pack();
            return _unit;
        }
    }

    /// <summary>Whether what the unit reads is noted, so that a run can be taken back.</summary>
    public bool NotesReads { get; set; }

    /// <summary>Changes that take those of the unit under way back. Good until the unit changes.</summary>
    public PackedChanges Inverse
    {
        get
        {
            Pack();
            return _inverse;
        }
    }

    /// <summary>Hashes of keys that had a value, were read and not changed in the unit under way.</summary>
    public IReadOnlyCollection<long> Reads => _reads;

    /// <summary>Changes that are committed and were not handed over to the view yet, and the bytes that they take.</summary>
    public (int Count, long Bytes) Waiting => (_committed.Count, _committed.Bytes);

    /// <summary>Nothing was remembered when the run began, so what this run has not written is not there.</summary>
    public void BeginEmpty() => _written = new KeyFilter();

    /// <summary>What is known of a key; null where it has to be fetched first. A slot is the key's until the batch ends, even where the view catches up before.</summary>
    public MemorySlot? Find(HashedKey key)
    {
        if (_slots.TryGetValue(key, out var slot))
        {
            return slot;
        }

        if (_written is not null && !_written.MayContain(key.Hash))
        {
            return Add(key, null);
        }

        return _unit.TryGet(key, out var value) || _committed.TryGet(key, out value) || _handedOver.TryGet(key, out value) ? Add(key, value) : null;
    }

    /// <summary>Changes a key; it counts once the unit is committed.</summary>
    public void Set(MemorySlot slot, string? value)
    {
        if (!slot.IsChanged)
        {
            _written?.Add(slot.Key.Hash);
            _changed.Add(slot);
        }

        slot.Set(value);
    }

    public async ValueTask FetchAsync(IReadOnlyCollection<HashedKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var values = await _read([.. keys.Select(key => key.Key)], cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            if (!_slots.ContainsKey(key))
            {
                Add(key, values.GetValueOrDefault(key.Key), isOfView: true);
            }
        }
    }

    /// <summary>Forgets what was found, and what the view has by now; called between batches, so that it stays bounded.</summary>
    public void EndBatch()
    {
        Pack();
        ForgetApplied();
    }

    /// <summary>Invariant 2: the unit's changes hold only once the home has them.</summary>
    public void Commit(long number)
    {
        Pack();
        _committed.Put(_unit);
        _committedUpTo = number;
        EndUnit();
    }

    /// <summary>Drops the unit's changes, for a rewind.</summary>
    public void Rewind()
    {
        _changed.Clear();
        _slots.Clear();
        EndUnit();
    }

    /// <summary>What the view lacks up to the last commit. Good until <see cref="Forget"/> has been called with that commit's number.</summary>
    public IReadOnlyList<MemoryChange> Pending()
    {
        ForgetApplied();
        if (_handedOver.Count == 0)
        {
            (_handedOver, _committed) = (_committed, _handedOver);
        }
        else
        {
            // The view did not get the last ones.
            _handedOver.Put(_committed);
            _committed.Clear();
        }

        _handedOverUpTo = _committedUpTo;
        return _handedOver;
    }

    /// <summary>The view has all commits up to this number. What it has is dropped when the batch ends. Safe on every thread.</summary>
    public void Forget(long number) => Interlocked.Exchange(ref _applied, number);

    private void ForgetApplied()
    {
        var applied = Interlocked.Read(ref _applied);
        if (applied >= _handedOverUpTo)
        {
            _handedOver.Clear();
        }

        if (applied >= _committedUpTo)
        {
            _committed.Clear();
        }
    }

    /// <summary>What the batch has changed is the unit's.</summary>
    private void Pack()
    {
        foreach (var slot in _changed)
        {
            if (!_unit.Contains(slot.Key))
            {
                _inverse.Put(slot.Key, slot.Found);
            }

            _unit.Put(slot.Key, slot.Value);
        }

        _changed.Clear();
        if (NotesReads)
        {
            foreach (var slot in _slots.Values)
            {
                if (slot.IsOnlyRead)
                {
                    _reads.Add(MemoryReads.Hash(slot.Key.Key));
                }
            }
        }

        _slots.Clear();
    }

    private void EndUnit()
    {
        _unit.Clear();
        _inverse.Clear();
        _reads.Clear();
    }

    private MemorySlot Add(HashedKey key, string? value, bool isOfView = false)
    {
        var slot = new MemorySlot(key, value, isOfView);
        _slots.Add(key, slot);
        return slot;
    }
}
