using System.Buffers;

namespace JobPilot.Plugins.Files;

/// <summary>Bytes of one batch; grows, is used again, and can be cut back to where a record began.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    private const int KeptBytes = 8 << 20;
    private byte[] _bytes = new byte[64 << 10];
    private int _length;

    public int Length
    {
        get => _length;
        set => _length = value <= _length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public ref byte this[int index] => ref _bytes[index];

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Empties it; what one huge batch needed is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptBytes)
        {
            _bytes = new byte[64 << 10];
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 256);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, checked(_bytes.Length * 2)));
        }
    }
}
