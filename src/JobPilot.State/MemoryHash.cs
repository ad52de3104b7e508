using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace JobPilot.State;

/// <summary>Where a key stands in the memory's index: the same on every machine, for it lies in the file.</summary>
internal static class MemoryHash
{
    /// <summary>XXH3 of the key with the scope as its seed; never so high that the places behind it would run out.</summary>
    public static long Of(long scope, string key)
    {
        var size = Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[1024];
        var hash = XxHash3.HashToUInt64(buffer[..Encoding.UTF8.GetBytes(key, buffer)], scope);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return (long)(hash & (long.MaxValue >> 1));
    }
}
