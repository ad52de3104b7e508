namespace JobPilot.Engine.Memory;

/// <summary>A number of 0 or more, seven bits a byte and the lowest first, as <see cref="BinaryReader.Read7BitEncodedInt"/> reads it.</summary>
internal static class PackedNumber
{
    public const int MostBytes = 5;

    /// <summary>Returns how many bytes it takes.</summary>
    public static int Write(Span<byte> room, int number)
    {
        var count = 0;
        for (; number > 0x7f; number >>= 7)
        {
            room[count++] = (byte)(number | 0x80);
        }

        room[count++] = (byte)number;
        return count;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, out int size)
    {
        var number = 0;
        for (size = 0; ; size++)
        {
            number |= (bytes[size] & 0x7f) << (7 * size);
            if (bytes[size] < 0x80)
            {
                size++;
                return number;
            }
        }
    }
}
