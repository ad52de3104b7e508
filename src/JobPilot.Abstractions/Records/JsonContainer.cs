using System.Text.Json;

namespace JobPilot;

/// <summary>
/// An object or array whose members are slots. Made from a slice on first touch, so that what no processor looks into stays UTF-8.
/// Objects are searched linearly: postings have about thirty fields, and names are compared by reference first.
/// </summary>
internal sealed class JsonContainer
{
    /// <summary>Fields of a whole posting, and members of what stands within it: most lists and objects there have a few.</summary>
    private const int UsualFields = 40;
    private const int UsualMembers = 4;

    private string[] _names;
    private JsonSlot[] _slots;
    private bool _hasOtherNames;

    private JsonContainer(bool isArray, int capacity)
    {
        IsArray = isArray;
        _names = isArray ? [] : new string[capacity];
        _slots = new JsonSlot[capacity];
    }

    public bool IsArray { get; }

    public int Count { get; private set; }

    public static JsonContainer NewObject(int capacity = 8) => new(isArray: false, capacity);

    public static JsonContainer NewArray() => new(isArray: true, UsualMembers);

    public static JsonContainer Parse(byte[] buffer, int start, int length, bool refuseDuplicates)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, length));
        reader.Read();
        var container = new JsonContainer(reader.TokenType == JsonTokenType.StartArray, refuseDuplicates ? UsualFields : UsualMembers);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            var name = "";
            var isInterned = true;
            if (!container.IsArray)
            {
                isInterned = false;
                name = reader.ValueIsEscaped ? RecordJson.DecodeEscaped(reader.ValueSpan) : NameTable.Get(reader.ValueSpan, out isInterned);
                reader.Read();
            }

            var from = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                reader.Skip();
            }

            var slot = JsonSlot.OfRaw(buffer, start + from, (int)reader.BytesConsumed - from);
            if (container.IsArray)
            {
                container.Append(name, slot, isInterned);
            }
            else if (container.IndexOf(name, isInterned) is >= 0 and var at)
            {
                container._slots[at] = refuseDuplicates ? throw new JsonException($"The field '{name}' stands twice.") : slot;
            }
            else
            {
                container.Append(name, slot, isInterned);
            }
        }

        if (refuseDuplicates)
        {
            // Throws where anything follows the record.
            reader.Read();
        }

        return container;
    }

    public string NameAt(int index) => _names[index];

    public ref JsonSlot SlotAt(int index) => ref _slots[index];

    /// <summary>Place of a name; -1 where it is missing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isInterned">Whether it is interned: then names that are interned too need no look at their letters.</param>
    public int IndexOf(string name, bool isInterned)
    {
        var names = _names.AsSpan(0, IsArray ? 0 : Count);
        for (var i = 0; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                return i;
            }
        }

        if (isInterned && !_hasOtherNames)
        {
            return -1;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    public int Find(in FieldPathSegment segment)
    {
        if (segment.Name is { } name)
        {
            return IndexOf(name, isInterned: true);
        }

        return IsArray && segment.Index < Count ? segment.Index : -1;
    }

    /// <summary>Opens the container at an index, parsing its slice if it has one; null where it is a scalar.</summary>
    public JsonContainer? Open(int index) => Open(ref _slots[index]);

    /// <summary>Opens the container in a slot, parsing its slice if it has one; null where it is a scalar.</summary>
    public static JsonContainer? Open(ref JsonSlot slot)
    {
        if (slot.Kind == SlotKind.Raw && slot.RawBuffer[slot.RawStart] is (byte)'{' or (byte)'[')
        {
            slot = JsonSlot.Of(Parse(slot.RawBuffer, slot.RawStart, slot.Raw.Length, refuseDuplicates: false));
        }

        return slot.Kind == SlotKind.Container ? slot.Container : null;
    }

    public int Append(string name, JsonSlot slot, bool isInterned)
    {
        _hasOtherNames |= !isInterned;
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Count * 2);
            if (!IsArray)
            {
                Array.Resize(ref _names, Count * 2);
            }
        }

        if (!IsArray)
        {
            _names[Count] = name;
        }

        _slots[Count] = slot;
        return Count++;
    }

    public void RemoveAt(int index)
    {
        Count--;
        Array.Copy(_slots, index + 1, _slots, index, Count - index);
        _slots[Count] = default;
        if (!IsArray)
        {
            Array.Copy(_names, index + 1, _names, index, Count - index);
        }
    }

    public JsonContainer Clone()
    {
        var clone = new JsonContainer(IsArray, Math.Max(Count, 4)) { Count = Count, _hasOtherNames = _hasOtherNames };
        Array.Copy(_names, clone._names, IsArray ? 0 : Count);
        for (var i = 0; i < Count; i++)
        {
            clone._slots[i] = _slots[i].Clone();
        }

        return clone;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsArray)
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartObject();
        }

        for (var i = 0; i < Count; i++)
        {
            if (!IsArray)
            {
                writer.WritePropertyName(_names[i]);
            }

            _slots[i].WriteTo(writer);
        }

        if (IsArray)
        {
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteEndObject();
        }
    }
}
