namespace JobPilot.Plugins.Jobs.Teacher.Onnx;

/// <summary>A field of a message in protobuf's wire form.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value where it is a whole number of variable length.</param>
/// <param name="Bytes">Its value where it has a length of its own.</param>
internal readonly record struct ProtobufField(int Number, long Value, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The fields of a message; those of a fixed length are left out.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static IEnumerable<ProtobufField> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Whole(message.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return new ProtobufField(number, Whole(message.Span, ref at), default);
                    break;
                case 1:
                    at += sizeof(long);
                    break;
                case 2:
                    var length = (int)Whole(message.Span, ref at);
                    yield return new ProtobufField(number, 0, message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    at += sizeof(int);
                    break;
                default:
                    throw new InvalidDataException($"Byte {at} begins no field of a protobuf message.");
            }
        }
    }

    private static long Whole(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (long)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }
}
