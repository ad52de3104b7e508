using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JobPilot;

/// <summary>
/// A value where it stands in a record: for looking at it, or walking over all that is in it, without making text of it or looking it up again.
/// Valid until the record changes.
/// </summary>
public readonly ref struct RecordValue
{
    private readonly JsonContainer? _root;
    private readonly ref JsonSlot _slot;

    internal RecordValue(JsonContainer root) => _root = root;

    internal RecordValue(ref JsonSlot slot) => _slot = ref slot;

    /// <summary>Its kind; <see cref="RecordValueKind.Missing"/> where there is none.</summary>
    public RecordValueKind Kind => _root is not null ? RecordValueKind.Object : IsMissing ? RecordValueKind.Missing : _slot.ValueKind;

    /// <summary>The value as JSON text where it is still kept as such, since nobody has looked into it; empty otherwise.</summary>
    public ReadOnlySpan<byte> Utf8 => Utf8Memory.Span;

    /// <summary>The same, to be kept or put into another record; must not be changed.</summary>
    public ReadOnlyMemory<byte> Utf8Memory => !IsMissing && _slot.Kind == SlotKind.Raw ? _slot.RawMemory : default;

    /// <summary>Items of an array or fields of an object; 0 for anything else.</summary>
    public int Count => Open()?.Count ?? 0;

    private bool IsMissing => Unsafe.IsNullRef(ref _slot);

    /// <summary>An item of an array, or the value of a field of an object.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    public RecordValue this[int index] => Open() is { } container && (uint)index < (uint)container.Count
        ? new RecordValue(ref container.SlotAt(index))
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Name of a field of an object; mostly an interned string.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    public string NameAt(int index) => Open() is { IsArray: false } container && (uint)index < (uint)container.Count
        ? container.NameAt(index)
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The string; null where it is none.</summary>
    public string? AsString()
    {
        if (IsMissing)
        {
            return null;
        }

        // Decoded once: who reads it next gets the same string.
        var text = _slot.AsString();
        if (text is not null && _slot.Kind == SlotKind.Raw)
        {
            _slot = JsonSlot.Of(text);
        }

        return text;
    }

    /// <summary>The string without white space around it; null where it is none. Quicker than to take it from <see cref="AsString"/>.</summary>
    public string? AsTrimmedString()
    {
        if (IsMissing || _slot.Kind != SlotKind.Raw || _slot.ValueKind != RecordValueKind.String)
        {
            return AsString()?.Trim();
        }

        var text = RecordJson.DecodeTrimmed(_slot.Raw, out var isWhole);
        if (isWhole)
        {
            _slot = JsonSlot.Of(text);
        }

        return text;
    }

    /// <summary>The string's characters, of which no string is made where it is still kept as JSON text; empty where it is none.</summary>
    /// <param name="buffer">What they are decoded into where they have to be; replaced by a larger one where it is too small.</param>
    public ReadOnlySpan<char> AsChars(ref char[] buffer)
    {
        if (Kind != RecordValueKind.String)
        {
            return default;
        }

        return _slot.Kind == SlotKind.Raw ? RecordJson.DecodeInto(_slot.Raw, ref buffer) : _slot.AsString();
    }

    /// <summary>The number; null where it is no finite number.</summary>
    public double? AsNumber() => IsMissing ? null : _slot.AsDouble();

    /// <summary>The boolean; null where it is none.</summary>
    public bool? AsBoolean() => IsMissing ? null : _slot.AsBoolean();

    /// <summary>Writes the value with all that is in it, without making text of it first; null where there is none.</summary>
    /// <param name="writer">A writer with <see cref="RecordJson.WriterOptions"/> or stricter ones.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_root is not null)
        {
            _root.WriteTo(writer);
        }
        else if (IsMissing)
        {
            writer.WriteNullValue();
        }
        else
        {
            _slot.WriteTo(writer);
        }
    }

    private JsonContainer? Open() => _root ?? (IsMissing ? null : JsonContainer.Open(ref _slot));
}
