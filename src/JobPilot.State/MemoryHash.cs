using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JobPilot.State;

/// <summary>Where a key stands in the memory's index: the same on every machine, for it lies in the file.</summary>
internal static class MemoryHash
{
    /// <summary>The first bytes of SHA-256 over scope and key; never so high that the places behind it would run out.</summary>
    public static long Of(long scope, string key)
    {
        var size = sizeof(long) + Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[1024];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, scope);
        var length = sizeof(long) + Encoding.UTF8.GetBytes(key, buffer[sizeof(long)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(hash) & (long.MaxValue >> 1);
    }
}
