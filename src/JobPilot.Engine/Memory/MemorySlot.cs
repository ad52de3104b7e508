using System.Text;

namespace JobPilot.Engine.Memory;

/// <summary>
/// What is known of one key: the change of the unit under way over what was committed but is not in the view yet, over what the view said. Used by the tail's
/// thread; it stays the key's slot until the batch ends.
/// </summary>
internal sealed class MemorySlot(HashedKey key)
{
    private string? _fetched;
    private string? _unit;
    private byte[]? _unitPacked;

    // As UTF-8: many of them wait for the view, few are read again before it has them, and as strings they would be the largest part of a run's memory.
    private byte[]? _committed;

    public HashedKey Key { get; } = key;

    /// <summary>Whether the unit under way has changed it.</summary>
    public bool IsInUnit { get; private set; }

    /// <summary>The last commit that changed it; 0 where the view has it, or none did.</summary>
    public long Number { get; private set; }

    /// <summary>Which collection of changes for the view has it; 0 for none.</summary>
    public int Collection { get; set; }

    /// <summary>The value as it is for the next record.</summary>
    public string? Value => IsInUnit ? _unit : Number > 0 ? Text(_committed) : _fetched;

    /// <summary>The value that the unit under way found, where it has changed it.</summary>
    public string? Before { get; private set; }

    /// <summary>Whether a value of the view is known, and nothing newer.</summary>
    public bool IsOnlyRead => _fetched is not null && !IsInUnit && Number == 0;

    /// <summary>The unit's change; what it writes is made UTF-8 once, for the journal and for what waits for the view.</summary>
    public MemoryChange Change => MemoryChange.OfUtf8(Key.Key, UnitPacked());

    /// <summary>The value as the last commit left it, as UTF-8.</summary>
    public MemoryChange Committed => MemoryChange.OfUtf8(Key.Key, _committed);

    public MemorySlot Fetched(string? value)
    {
        _fetched = value;
        return this;
    }

    public void Set(string? value)
    {
        if (!IsInUnit)
        {
            Before = Value;
        }

        (IsInUnit, _unit, _unitPacked) = (true, value, null);
    }

    /// <summary>Drops the unit's change.</summary>
    public void Rewind() => (IsInUnit, _unit, _unitPacked, Before) = (false, null, null, null);

    /// <summary>The unit's change is committed.</summary>
    public void Commit(long number)
    {
        (Number, _committed) = (number, UnitPacked());
        Rewind();
    }

    /// <summary>The view has all commits up to this number; whether nothing is known any more that the view has not.</summary>
    public bool Forget(long number)
    {
        if (Number <= number)
        {
            (Number, _committed, Collection) = (0, null, 0);
        }

        return Number == 0 && !IsInUnit;
    }

    private byte[]? UnitPacked() => _unit is null ? null : _unitPacked ??= Encoding.UTF8.GetBytes(_unit);

    private static string? Text(byte[]? packed) => packed is null ? null : Encoding.UTF8.GetString(packed);
}
