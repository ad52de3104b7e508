using System.Globalization;
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
    private readonly double _number;

    private MappedValue(MappedKind kind, object? reference, double number, double confidence, string? from)
    {
        Kind = kind;
        _reference = reference;
        _number = number;
        Confidence = confidence;
        From = from;
    }

    public MappedKind Kind { get; }

    /// <summary>Above 0 where the value was derived, not taken as given; then <see cref="From"/> names the raw field.</summary>
    public double Confidence { get; }

    public string? From { get; }

    public bool IsNone => Kind == MappedKind.None;

    public string Text => (string)_reference!;

    public double Number => _number;

    public bool Flag => _number != 0;

    public byte[] Json => (byte[])_reference!;

    public static MappedValue Of(string? text) => string.IsNullOrEmpty(text) ? default : new(MappedKind.Text, text, 0, 0, null);

    public static MappedValue Of(double number) => new(MappedKind.Number, null, number, 0, null);

    public static MappedValue Of(bool flag) => new(MappedKind.Boolean, null, flag ? 1 : 0, 0, null);

    public static MappedValue Of(byte[] json) => new(MappedKind.Json, json, 0, 0, null);

    public MappedValue Derived(double confidence, string? from = null) => IsNone ? this : new(Kind, _reference, _number, confidence, from ?? From);

    /// <summary>The scalar as text, as codes are looked up and as <c>text</c> writes it; null for none, lists and objects.</summary>
    public string? AsText() => Kind switch
    {
        MappedKind.Text => Text,
        MappedKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        MappedKind.Boolean => Flag ? "true" : "false",
        _ => null,
    };

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case MappedKind.Text:
                writer.WriteStringValue(Text);
                break;
            case MappedKind.Number:
                writer.WriteNumberValue(_number);
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
                record.Set(path, Text);
                break;
            case MappedKind.Number:
                record.Set(path, _number);
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
