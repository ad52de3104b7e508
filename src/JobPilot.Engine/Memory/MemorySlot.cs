namespace JobPilot.Engine.Memory;

/// <summary>What is known of one key while a batch is computed. Used by the tail's thread.</summary>
/// <param name="key">The key.</param>
/// <param name="value">The value that the batch found; null where there is none.</param>
/// <param name="isOfView">Whether it was fetched from the view, so that nothing newer is known.</param>
internal sealed class MemorySlot(HashedKey key, string? value, bool isOfView)
{
    public HashedKey Key { get; } = key;

    /// <summary>The value as it is for the next record.</summary>
    public string? Value { get; private set; } = value;

    /// <summary>The value that the batch found.</summary>
    public string? Found { get; } = value;

    /// <summary>Whether the batch has changed it.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether a value of the view was read, and not changed.</summary>
    public bool IsOnlyRead => isOfView && Found is not null && !IsChanged;

    public void Set(string? value) => (Value, IsChanged) = (value, true);
}
