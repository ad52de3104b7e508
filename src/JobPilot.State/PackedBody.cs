using System.Buffers;
using System.IO.Compression;

namespace JobPilot.State;

/// <summary>
/// Bytes packed by Brotli as fast as it can, also where they do not shrink, so that nothing need say whether they are packed. <see cref="BodyCompression.Unpack"/> reads
/// them. They lie in a rented array: a run packs megabytes with each commit, and new arrays of that size would grow the heap between two collections of the old generation.
/// </summary>
internal sealed class PackedBody : IDisposable
{
    private const int Quality = 1;
    private const int Window = 22;
    private readonly byte[] _rented;

    public PackedBody(ReadOnlySpan<byte> body)
    {
        _rented = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
        Bytes = BrotliEncoder.TryCompress(body, _rented, out var written, Quality, Window)
            ? _rented.AsMemory(0, written)
            : throw new InvalidOperationException("The target has room for the worst case.");
    }

    /// <summary>The packed bytes, good until disposal.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
