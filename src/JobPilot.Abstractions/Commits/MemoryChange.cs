using System.Text;

namespace JobPilot;

/// <summary>One change of the memory: of strings, or of the UTF-8 in which changes that wait are kept.</summary>
public readonly struct MemoryChange : IEquatable<MemoryChange>
{
    private readonly string _scope;
    private readonly string? _key;
    private readonly string? _value;
    private readonly ReadOnlyMemory<byte> _utf8Key;
    private readonly ReadOnlyMemory<byte> _utf8Value;
    private readonly bool _isUtf8;

    /// <summary>Makes a change.</summary>
    /// <param name="key">What is changed.</param>
    /// <param name="value">New value; null forgets it.</param>
    public MemoryChange(MemoryKey key, string? value)
    {
        (_scope, _key, _value) = (key.Scope, key.Key, value);
        Forgets = value is null;
    }

    private MemoryChange(string scope, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? value)
    {
        (_scope, _utf8Key, _utf8Value, _isUtf8) = (scope, key, value.GetValueOrDefault(), true);
        Forgets = value is null;
    }

    /// <summary>Scope of the key.</summary>
    public string Scope => _scope;

    /// <summary>What is changed; where it is kept as UTF-8, each call makes a string of it.</summary>
    public MemoryKey Key => new(Scope, _isUtf8 ? Encoding.UTF8.GetString(_utf8Key.Span) : _key!);

    /// <summary>New value; null forgets it. Where it is kept as UTF-8, each call makes a string of it.</summary>
    public string? Value => Forgets ? null : _isUtf8 ? Encoding.UTF8.GetString(_utf8Value.Span) : _value;

    /// <summary>Whether the value is forgotten.</summary>
    public bool Forgets { get; }

    /// <summary>Makes a change that is kept as UTF-8.</summary>
    /// <param name="scope">Scope of the key.</param>
    /// <param name="key">The key, valid UTF-8; kept, so it must not change while the change is used.</param>
    /// <param name="value">New value, valid UTF-8; kept like the key. Null forgets it.</param>
    public static MemoryChange OfUtf8(string scope, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? value) => new(scope, key, value);

    /// <summary>Key and new value as UTF-8, where they are kept as such.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; empty where it is forgotten.</param>
    public bool TryGetUtf8(out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> value)
    {
        (key, value) = (_utf8Key, _utf8Value);
        return _isUtf8;
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
