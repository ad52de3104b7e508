using System.Text;
using System.Text.Json;

namespace JobPilot;

/// <summary>
/// An object or array whose members are slots. Made from a slice on first touch, so that what no processor looks into stays UTF-8.
/// Objects are searched linearly for a name's number: postings have about forty fields.
/// </summary>
internal sealed class JsonContainer
{
    /// <summary>Members of what stands within a posting: most lists and objects there have a few.</summary>
    private const int UsualMembers = 4;
    private const int MostExpected = 256;

    /// <summary>From so many members on, names without a number are looked up: a hostile record has a hundred thousand.</summary>
    private const int Many = 64;

    /// <summary>Fields of the posting before, since those of one source are alike.</summary>
    [ThreadStatic]
    private static int _expectedFields;

    private ushort[] _ids;

    /// <summary>Names without a number, each at its field's place; null where all have one.</summary>
    private string?[]? _names;

    /// <summary>Places of the names without a number; null until there are many and one is looked for.</summary>
    private Dictionary<string, int>? _places;
    private JsonSlot[] _slots;

    private JsonContainer(bool isArray, int capacity)
    {
        IsArray = isArray;
        _ids = isArray ? [] : new ushort[capacity];
        _slots = new JsonSlot[capacity];
    }

    public bool IsArray { get; }

    public int Count { get; private set; }

    public static JsonContainer NewObject(int capacity = 8) => new(isArray: false, capacity);

    public static JsonContainer NewArray() => new(isArray: true, UsualMembers);

    /// <summary>Reads a whole record: throws where a field stands twice, or anything follows.</summary>
    public static JsonContainer ParseRecord(byte[] buffer, int start, int length)
    {
        var container = new JsonContainer(isArray: false, Math.Max(_expectedFields, UsualMembers));
        if (!container.TryScan(buffer, start, length, refuseDuplicates: true))
        {
            container = ReadRecord(buffer, start, length);
        }

        _expectedFields = Math.Min(container.Count, MostExpected);
        return container;
    }

    /// <summary>The same by a general reader, which says what is wrong and where.</summary>
    internal static JsonContainer ReadRecord(byte[] buffer, int start, int length)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, length));
        reader.Read();
        var container = new JsonContainer(isArray: false, UsualMembers);
        container.Read(ref reader, buffer, start, refuseDuplicates: true);
        reader.Read();
        return container;
    }

    private static JsonContainer Parse(byte[] buffer, int start, int length)
    {
        var isArray = buffer[start] == (byte)'[';
        var container = new JsonContainer(isArray, UsualMembers);
        if (!container.TryScan(buffer, start, length, refuseDuplicates: false))
        {
            container = new JsonContainer(isArray, UsualMembers);
            var reader = new Utf8JsonReader(buffer.AsSpan(start, length));
            reader.Read();
            container.Read(ref reader, buffer, start, refuseDuplicates: false);
        }

        return container;
    }

    /// <summary>Reads usual text; false where the general reader has to, and then what stands here is no one's.</summary>
    private bool TryScan(byte[] buffer, int start, int length, bool refuseDuplicates)
    {
        var members = new JsonMembers(buffer.AsSpan(start, length));
        while (members.Read())
        {
            var id = IsArray ? NameTable.None : NameTable.IdOf(members.Name);
            var name = IsArray || id != NameTable.None ? null : Encoding.UTF8.GetString(members.Name);
            if (!Put(id, name, JsonSlot.OfRaw(buffer, start + members.From, members.Length), refuseDuplicates))
            {
                return false;
            }
        }

        return members.IsWhole;
    }

    private void Read(ref Utf8JsonReader reader, byte[] buffer, int start, bool refuseDuplicates)
    {
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            var id = NameTable.None;
            string? name = null;
            if (!IsArray)
            {
                if (reader.ValueIsEscaped)
                {
                    name = RecordJson.DecodeEscaped(reader.ValueSpan);
                    id = NameTable.IdOf(name);
                }
                else
                {
                    id = NameTable.IdOf(reader.ValueSpan);
                    name = id == NameTable.None ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
                }

                reader.Read();
            }

            var from = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                reader.Skip();
            }

            if (!Put(id, name, JsonSlot.OfRaw(buffer, start + from, (int)reader.BytesConsumed - from), refuseDuplicates))
            {
                throw new JsonException($"The field '{name ?? NameTable.NameOf(id)}' stands twice.");
            }
        }
    }

    /// <summary>Takes a member that was read; false where its name stands twice and must not. Otherwise the last one counts.</summary>
    private bool Put(ushort id, string? name, JsonSlot slot, bool refuseDuplicates)
    {
        if (IsArray || IndexOf(id, name) is not (>= 0 and var at))
        {
            Append(id, name, slot);
            return true;
        }

        _slots[at] = slot;
        return !refuseDuplicates;
    }

    public string NameAt(int index) => _ids[index] is not NameTable.None and var id ? NameTable.NameOf(id) : _names![index]!;

    public ref JsonSlot SlotAt(int index) => ref _slots[index];

    public int Find(in FieldPathSegment segment)
    {
        if (segment.Name is { } name)
        {
            return IsArray ? -1 : IndexOf(segment.Id, name);
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
            slot = JsonSlot.Of(Parse(slot.RawBuffer, slot.RawStart, slot.Raw.Length));
        }

        return slot.Kind == SlotKind.Container ? slot.Container : null;
    }

    /// <summary>Puts a member behind the others.</summary>
    /// <param name="segment">Its name; none in an array.</param>
    /// <param name="slot">Its value.</param>
    public int Append(in FieldPathSegment segment, JsonSlot slot) => Append(segment.Id, segment.Name, slot);

    public void RemoveAt(int index)
    {
        Count--;
        Array.Copy(_slots, index + 1, _slots, index, Count - index);
        _slots[Count] = default;
        if (!IsArray)
        {
            Array.Copy(_ids, index + 1, _ids, index, Count - index);
        }

        if (_names is not null)
        {
            Array.Copy(_names, index + 1, _names, index, Count - index);
            _names[Count] = null;
            _places = null;
        }
    }

    public JsonContainer Clone()
    {
        var clone = new JsonContainer(IsArray, Math.Max(Count, UsualMembers)) { Count = Count };
        Array.Copy(_ids, clone._ids, IsArray ? 0 : Count);
        if (_names is not null)
        {
            clone._names = new string?[clone._slots.Length];
            Array.Copy(_names, clone._names, Count);
        }

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
                writer.WritePropertyName(NameAt(i));
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

    /// <summary>Place of a name; -1 where it is missing.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="name">The name; looked at only where it has no number.</param>
    private int IndexOf(ushort id, string? name)
    {
        if (id != NameTable.None)
        {
            return _ids.AsSpan(0, Count).IndexOf(id);
        }

        if (_names is null)
        {
            return -1;
        }

        return Count < Many ? Array.IndexOf(_names, name, 0, Count) : (_places ??= PlacesOfNames()).GetValueOrDefault(name!, -1);
    }

    private Dictionary<string, int> PlacesOfNames()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            if (_names![i] is { } name)
            {
                places.Add(name, i);
            }
        }

        return places;
    }

    private int Append(ushort id, string? name, JsonSlot slot)
    {
        if (Count == _slots.Length)
        {
            Grow();
        }

        if (!IsArray)
        {
            _ids[Count] = id;
            if (id == NameTable.None)
            {
                _names ??= new string?[_slots.Length];
                _names[Count] = name;
                _places?.Add(name!, Count);
            }
        }

        _slots[Count] = slot;
        return Count++;
    }

    private void Grow()
    {
        var capacity = Count * 2;
        Array.Resize(ref _slots, capacity);
        if (!IsArray)
        {
            Array.Resize(ref _ids, capacity);
        }

        if (_names is not null)
        {
            Array.Resize(ref _names, capacity);
        }
    }
}
