using System.Text;

namespace JobPilot;

/// <summary>One change of the memory. Changes that wait are kept as UTF-8, which takes half of what a string takes.</summary>
public readonly struct MemoryChange : IEquatable<MemoryChange>
{
    private readonly object? _value;

    /// <summary>Makes a change.</summary>
    /// <param name="key">What is changed.</param>
    /// <param name="value">New value; null forgets it.</param>
    public MemoryChange(MemoryKey key, string? value)
        : this(key, (object?)value)
    {
    }

    private MemoryChange(MemoryKey key, object? value)
    {
        Key = key;
        _value = value;
    }

    /// <summary>What is changed.</summary>
    public MemoryKey Key { get; }

    /// <summary>New value; null forgets it.</summary>
    public string? Value => _value as string ?? (_value is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : null);

    /// <summary>Whether the value is forgotten.</summary>
    public bool Forgets => _value is null;

    /// <summary>Makes a change of a value that is kept as UTF-8.</summary>
    /// <param name="key">What is changed.</param>
    /// <param name="value">New value, valid UTF-8; kept, so it must not change afterwards. Null forgets it.</param>
    public static MemoryChange OfUtf8(MemoryKey key, byte[]? value) => new(key, (object?)value);

    /// <summary>The new value as UTF-8, where it is kept as such; then <see cref="Value"/> would make a string of it at each call.</summary>
    /// <param name="value">The value; must not be changed.</param>
    public bool TryGetUtf8(out ReadOnlyMemory<byte> value)
    {
        value = _value as byte[];
        return _value is byte[];
    }

    /// <summary>Takes it apart.</summary>
    /// <param name="key">What is changed.</param>
    /// <param name="value">New value; null forgets it.</param>
    public void Deconstruct(out MemoryKey key, out string? value) => (key, value) = (Key, Value);

    /// <inheritdoc />
    public bool Equals(MemoryChange other) => Key == other.Key && Value == other.Value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is MemoryChange other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>Whether both change one key to one value.</summary>
    public static bool operator ==(MemoryChange left, MemoryChange right) => left.Equals(right);

    /// <summary>Whether they change other keys, or to other values.</summary>
    public static bool operator !=(MemoryChange left, MemoryChange right) => !left.Equals(right);
}
