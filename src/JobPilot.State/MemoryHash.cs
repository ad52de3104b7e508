using System.IO.Hashing;

namespace JobPilot.State;

/// <summary>Where a key stands in the memory's index: the same on every machine, for it lies in the file.</summary>
internal static class MemoryHash
{
    /// <summary>XXH3 of the key's UTF-8 with the scope as its seed; never so high that the places behind it would run out.</summary>
    public static long Of(long scope, ReadOnlySpan<byte> key) => (long)(XxHash3.HashToUInt64(key, scope) & (long.MaxValue >> 1));
}
