using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace JobPilot.Engine.Memory;

/// <summary>A key with its hash, which is computed once: a key is looked up several times on its record's way. The hash is another in every process.</summary>
internal readonly struct HashedKey : IEquatable<HashedKey>
{
    private static readonly long Seed = Random.Shared.NextInt64();

    public HashedKey(MemoryKey key)
        : this(key, Of(key.Key, (long)Of(key.Scope, Seed)))
    {
    }

    internal HashedKey(MemoryKey key, ulong hash) => (Key, Hash) = (key, hash);

    public MemoryKey Key { get; }

    public ulong Hash { get; }

    public bool Equals(HashedKey other) => Hash == other.Hash && Key == other.Key;

    public override bool Equals(object? obj) => obj is HashedKey other && Equals(other);

    public override int GetHashCode() => (int)Hash;

    private static ulong Of(string text, long seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), seed);
}
