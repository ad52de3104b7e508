namespace JobPilot.Engine.Stages;

/// <summary>What became of a collected record.</summary>
internal enum Fate
{
    Open = 0,
    Written,
    Duplicate,
    Dropped,
    DeadLettered,
}

/// <summary>One record on its way, with the collected one that it stands for.</summary>
internal sealed class Item(Record record)
{
    /// <summary>The record as it is now.</summary>
    public Record Record { get; set; } = record;

    /// <summary>The record as the source gave it.</summary>
    public ReadOnlyMemory<byte> Original { get; init; } = record.Original;

    /// <summary>The source's own id, as the record had it when it was collected.</summary>
    public string? SourceKey { get; } = record.Key;

    /// <summary>The item that this one replaced, where several took its place.</summary>
    public Item? Parent { get; init; }

    /// <summary>Place in the batch, with room for what follows from it.</summary>
    public long Order { get; set; }

    /// <summary>The collected record that this one stands for.</summary>
    public Item Root => Parent?.Root ?? this;

    /// <summary>What takes this item's place, where several do.</summary>
    public List<Item>? Children { get; set; }

    public Fate Fate { get; set; }

    /// <summary>Component that decided the fate.</summary>
    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }

    /// <summary>Why the home refused what follows from it; set before the tail is computed again.</summary>
    public string? Refusal { get; set; }

    /// <summary>The record as it entered the tail, for a rewind; null where nothing remembers.</summary>
    public Record? BeforeTail { get; set; }

    public bool IsOpen => Fate == Fate.Open && Children is null;

    public void Decide(Fate fate, string component, string? reason)
    {
        Fate = fate;
        DecidedBy = component;
        Reason = reason;
    }

    /// <summary>Puts the item back to where it entered the tail.</summary>
    public void Rewind()
    {
        Record = BeforeTail?.Clone() ?? Record;
        Children = null;
        Fate = Fate.Open;
        DecidedBy = Reason = null;
    }

    /// <summary>Fate of a collected record: its own, or the best of those that took its place.</summary>
    public Fate Resolve()
    {
        if (Children is null)
        {
            return Fate;
        }

        var best = Fate.DeadLettered;
        foreach (var child in Children)
        {
            var fate = child.Resolve();
            if (fate < best)
            {
                best = fate;
            }
        }

        return best;
    }
}
