using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot;

internal enum SlotKind : byte
{
    Missing = 0,
    Null,
    True,
    False,
    Integer,
    Double,
    String,
    Raw,
    Container,
}

/// <summary>
/// One value of a record: a scalar, a slice of UTF-8 JSON that nobody has looked into yet, or a container. What is referred to tells which: a posting
/// has a hundred of them.
/// </summary>
internal readonly struct JsonSlot
{
    private readonly object? _reference;
    private readonly long _bits;

    private JsonSlot(object? reference, long bits)
    {
        _reference = reference;
        _bits = bits;
    }

    /// <summary>Written as comparisons of types with constants, the commonest first and where it is asked for: that is one of two addresses.</summary>
    public SlotKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _reference is not null && _reference.GetType() == typeof(byte[]) ? SlotKind.Raw : OtherKind();
    }

    public JsonContainer Container => (JsonContainer)_reference!;

    public ReadOnlySpan<byte> Raw => RawBuffer.AsSpan((int)(_bits >> 32), (int)_bits);

    public ReadOnlyMemory<byte> RawMemory => RawBuffer.AsMemory((int)(_bits >> 32), (int)_bits);

    public byte[] RawBuffer => (byte[])_reference!;

    public int RawStart => (int)(_bits >> 32);

    public static JsonSlot OfNull() => new(Scalar.Null, 0);

    public static JsonSlot Of(bool value) => new(value ? Scalar.True : Scalar.False, 0);

    public static JsonSlot Of(long value) => new(Scalar.Integer, value);

    public static JsonSlot Of(double value) => new(Scalar.Double, BitConverter.DoubleToInt64Bits(value));

    public static JsonSlot Of(string value) => new(value, 0);

    public static JsonSlot Of(JsonContainer value) => new(value, 0);

    public static JsonSlot OfRaw(byte[] buffer, int start, int length) => new(buffer, ((long)start << 32) | (uint)length);

    public static JsonSlot Of(JsonNode? node) =>
        node is null ? OfNull() : OfRaw(JsonSerializer.SerializeToUtf8Bytes(node, RecordJson.Options.GetTypeInfo(typeof(JsonNode))));

    public static JsonSlot OfRaw(byte[] json) => OfRaw(json, 0, json.Length);

    public RecordValueKind ValueKind => Kind switch
    {
        SlotKind.Missing => RecordValueKind.Missing,
        SlotKind.Null => RecordValueKind.Null,
        SlotKind.True or SlotKind.False => RecordValueKind.Boolean,
        SlotKind.Integer or SlotKind.Double => RecordValueKind.Number,
        SlotKind.String => RecordValueKind.String,
        SlotKind.Container => Container.IsArray ? RecordValueKind.Array : RecordValueKind.Object,
        _ => RawBuffer[RawStart] switch
        {
            (byte)'"' => RecordValueKind.String,
            (byte)'{' => RecordValueKind.Object,
            (byte)'[' => RecordValueKind.Array,
            (byte)'t' or (byte)'f' => RecordValueKind.Boolean,
            (byte)'n' => RecordValueKind.Null,
            _ => RecordValueKind.Number,
        },
    };

    public string? AsString() => Kind switch
    {
        SlotKind.String => (string)_reference!,
        SlotKind.Raw when RawBuffer[RawStart] == (byte)'"' => RecordJson.DecodeString(Raw),
        _ => null,
    };

    public bool? AsBoolean() => Kind switch
    {
        SlotKind.True => true,
        SlotKind.False => false,
        SlotKind.Raw when Raw[0] == (byte)'t' => true,
        SlotKind.Raw when Raw[0] == (byte)'f' => false,
        _ => null,
    };

    public double? AsDouble()
    {
        switch (Kind)
        {
            case SlotKind.Integer:
                return _bits;
            case SlotKind.Double:
                return BitConverter.Int64BitsToDouble(_bits);
            case SlotKind.Raw when ValueKind == RecordValueKind.Number:
                return Utf8Parser.TryParse(Raw, out double value, out var used) && used == Raw.Length && double.IsFinite(value) ? value : null;
            default:
                return null;
        }
    }

    public long? AsInteger()
    {
        switch (Kind)
        {
            case SlotKind.Integer:
                return _bits;
            case SlotKind.Raw when ValueKind == RecordValueKind.Number && Utf8Parser.TryParse(Raw, out long value, out var used) && used == Raw.Length:
                return value;
            default:
                return AsDouble() is { } number && Math.Floor(number) == number && Math.Abs(number) < 9.0e15 ? (long)number : null;
        }
    }

    private SlotKind OtherKind()
    {
        if (_reference is null)
        {
            return SlotKind.Missing;
        }

        return _reference.GetType() == typeof(string) ? SlotKind.String
            : _reference.GetType() == typeof(JsonContainer) ? SlotKind.Container
            : ((Scalar)_reference).Kind;
    }

    public JsonSlot Clone() => Kind == SlotKind.Container ? Of(Container.Clone()) : this;

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case SlotKind.True:
                writer.WriteBooleanValue(true);
                break;
            case SlotKind.False:
                writer.WriteBooleanValue(false);
                break;
            case SlotKind.Integer:
                writer.WriteNumberValue(_bits);
                break;
            case SlotKind.Double:
                writer.WriteNumberValue(BitConverter.Int64BitsToDouble(_bits));
                break;
            case SlotKind.String:
                writer.WriteStringValue((string)_reference!);
                break;
            case SlotKind.Raw:
                writer.WriteRawValue(Raw, skipInputValidation: true);
                break;
            case SlotKind.Container:
                Container.WriteTo(writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Stands for the kind of a value that is no object.</summary>
    private sealed class Scalar(SlotKind kind)
    {
        public static readonly Scalar Null = new(SlotKind.Null);
        public static readonly Scalar True = new(SlotKind.True);
        public static readonly Scalar False = new(SlotKind.False);
        public static readonly Scalar Integer = new(SlotKind.Integer);
        public static readonly Scalar Double = new(SlotKind.Double);

        public SlotKind Kind { get; } = kind;
    }
}
