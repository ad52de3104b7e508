using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.MapJob;

internal enum MappedKind : byte
{
    None = 0,
    Text,
    Number,
    Boolean,
    Json,
}

/// <summary>What a mapping rule yields: nothing, a scalar, or JSON text of a list or object.</summary>
internal readonly struct MappedValue
{
    private readonly object? _reference;

    /// <summary>The number; of text that is still JSON, where it begins in its buffer and how long it is.</summary>
    private readonly long _bits;

    private MappedValue(MappedKind kind, object? reference, long bits, double confidence, string? from)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
        Confidence = confidence;
        From = from;
    }

    public MappedKind Kind { get; }

    /// <summary>Above 0 where the value was derived, not taken as given; then <see cref="From"/> names the raw field.</summary>
    public double Confidence { get; }

    public string? From { get; }

    public bool IsNone => Kind == MappedKind.None;

    public string Text => _reference as string ?? PlainText.Decode(Quoted.Span);

    public double Number => BitConverter.Int64BitsToDouble(_bits);

    public bool Flag => _bits != 0;

    public byte[] Json => (byte[])_reference!;

    public static MappedValue Of(string? text) => string.IsNullOrEmpty(text) ? default : new(MappedKind.Text, text, 0, 0, null);

    /// <summary>A text that is taken over as the JSON it is.</summary>
    /// <param name="quoted">What <see cref="PlainText"/> took; empty for a blank text.</param>
    public static MappedValue OfPlain(ReadOnlyMemory<byte> quoted) => quoted.IsEmpty ? default
        : MemoryMarshal.TryGetArray(quoted, out var place) ? new(MappedKind.Text, place.Array, ((long)place.Offset << 32) | (uint)place.Count, 0, null)
        : Of(PlainText.Decode(quoted.Span));

    public static MappedValue Of(double number) => new(MappedKind.Number, null, BitConverter.DoubleToInt64Bits(number), 0, null);

    public static MappedValue Of(bool flag) => new(MappedKind.Boolean, null, flag ? 1 : 0, 0, null);

    public static MappedValue Of(byte[] json) => new(MappedKind.Json, json, 0, 0, null);

    public MappedValue Derived(double confidence, string? from = null) => IsNone ? this : new(Kind, _reference, _bits, confidence, from ?? From);

    /// <summary>Text that is still JSON, with its quotes.</summary>
    private ReadOnlyMemory<byte> Quoted => ((byte[])_reference!).AsMemory((int)(_bits >> 32), (int)_bits);

    /// <summary>The scalar as text, as codes are looked up and as <c>text</c> writes it; null for none, lists and objects.</summary>
    public string? AsText() => Kind switch
    {
        MappedKind.Text => Text,
        MappedKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        MappedKind.Boolean => Flag ? "true" : "false",
        _ => null,
    };

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case MappedKind.Text:
                if (_reference is string text)
                {
                    writer.WriteStringValue(text);
                }
                else
                {
                    writer.WriteRawValue(Quoted.Span, skipInputValidation: true);
                }

                break;
            case MappedKind.Number:
                writer.WriteNumberValue(Number);
                break;
            case MappedKind.Boolean:
                writer.WriteBooleanValue(Flag);
                break;
            case MappedKind.Json:
                writer.WriteRawValue(Json, skipInputValidation: true);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public void SetOn(Record record, FieldPath path)
    {
        switch (Kind)
        {
            case MappedKind.Text:
                if (_reference is string text)
                {
                    record.Set(path, text);
                }
                else
                {
                    record.SetUtf8(path, Quoted);
                }

                break;
            case MappedKind.Number:
                record.Set(path, Number);
                break;
            case MappedKind.Boolean:
                record.Set(path, Flag);
                break;
            case MappedKind.Json:
                record.SetUtf8(path, Json);
                break;
            default:
                break;
        }
    }
}
