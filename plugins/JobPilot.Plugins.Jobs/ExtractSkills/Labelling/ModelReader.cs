using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Reads numbers of a model's file, little-endian.</summary>
internal ref struct ModelReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number, given back twice, so that it can be kept where it is used.</summary>
    public int Int32(out int value) => value = BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public void Weights(Span<sbyte> into) => MemoryMarshal.Cast<byte, sbyte>(Take(into.Length)).CopyTo(into);

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
