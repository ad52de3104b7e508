using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot;

/// <summary>
/// One posting on its way: a JSON object kept as UTF-8, of which only what is touched is decoded. Has one owner at a time and is not safe for
/// several threads.
/// </summary>
public sealed class Record
{
    private const int UsualFields = 24;

    /// <summary>Bytes of a buffer that a thread keeps: more than a usual posting, less than a huge one.</summary>
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _scratch;

    private JsonContainer? _fields;
    private JsonObject? _json;

    private Record(JsonContainer fields, string? key)
    {
        _fields = fields;
        Key = key;
    }

    /// <summary>
    /// Identity of the posting: from a collector the source's own id, behind <c>map_job</c> the listing's id; null where there is none. For
    /// a patch or delete the key of the row.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>What is to be done with the row; <see cref="RecordOperation.Upsert"/> for all that is collected.</summary>
    public RecordOperation Operation { get; private init; }

    /// <summary>Where it comes from; set by the engine alone.</summary>
    public RecordOrigin Origin { get; internal set; } = RecordOrigin.None;

    /// <summary>
    /// Why the source's text is no record; null for a record. The engine counts it as collected and sends it to the dead letters.
    /// </summary>
    public string? MalformedReason { get; private init; }

    /// <summary>The text that the record was made of, for its dead letter; empty where it was made of nothing.</summary>
    internal ReadOnlyMemory<byte> Original { get; private init; }

    /// <summary>
    /// The whole as nodes: always allowed, and the slow way. Once it has been asked for, all access goes through these nodes.
    /// </summary>
    public JsonObject Json
    {
        get
        {
            if (_json is null)
            {
                _json = JsonNode.Parse(ToUtf8())!.AsObject();
                _fields = null;
            }

            return _json;
        }
    }

    /// <summary>Makes a record of UTF-8 JSON.</summary>
    /// <param name="json">One JSON object; kept, so it must not change afterwards.</param>
    /// <param name="key">The source's own id, if known.</param>
    /// <exception cref="JsonException">It is not one JSON object in valid UTF-8, or a field stands twice.</exception>
    public static Record FromUtf8(ReadOnlyMemory<byte> json, string? key = null)
    {
        var buffer = RecordJson.Normalize(json, out var start, out var length);
        return new Record(JsonContainer.ParseRecord(buffer, start, length), key)
        {
            Original = buffer.AsMemory(start, length),
        };
    }

    /// <summary>Makes a record of nodes.</summary>
    /// <param name="json">Taken over by the record.</param>
    /// <param name="key">The source's own id, if known.</param>
    public static Record FromJson(JsonObject json, string? key = null) =>
        FromUtf8(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(json, RecordJson.Options), key);

    /// <summary>Makes an empty record.</summary>
    /// <param name="key">Its key, if known.</param>
    public static Record Create(string? key = null) => new(JsonContainer.NewObject(UsualFields), key);

    /// <summary>Stands for text of the source that is no record.</summary>
    /// <param name="payload">The text, at most 64 KB of it; kept in the dead letter.</param>
    /// <param name="reason">Why, with the line or item ("line 17: …").</param>
    public static Record Malformed(string payload, string reason)
    {
        var record = new Record(JsonContainer.NewObject(), null) { MalformedReason = reason };
        record.Set(RecordPaths.Payload, payload.Length > 65536 ? payload[..65536] : payload);
        return record;
    }

    /// <summary>Makes a patch of a row that exists.</summary>
    /// <param name="key">Key of the row.</param>
    /// <param name="fields">Top-level fields to put in place; null removes nothing, it sets null.</param>
    public static Record Patch(string key, JsonObject fields)
    {
        var source = FromJson(fields, key);
        return new Record(source._fields!, key) { Operation = RecordOperation.Patch };
    }

    /// <summary>Makes the removal of a row.</summary>
    /// <param name="key">Key of the row.</param>
    public static Record Delete(string key) => new(JsonContainer.NewObject(), key) { Operation = RecordOperation.Delete };

    /// <summary>Copies the record with its key and origin; the copy shares nothing that can change.</summary>
    public Record Clone() => new(_json is null ? _fields!.Clone() : FromJson(_json)._fields!, Key)
    {
        Operation = Operation,
        Origin = Origin,
        MalformedReason = MalformedReason,
        Original = Original,
    };

    /// <summary>The record's own object, for walking over it.</summary>
    public RecordValue Root => _json is null ? new RecordValue(_fields!) : new RecordValue(ref OwnSlot(JsonSlot.OfRaw(ToUtf8())));

    /// <summary>The value at a path, to be looked at in place: one search where kind and content are asked for.</summary>
    /// <param name="path">The field.</param>
    public RecordValue GetValue(FieldPath path)
    {
        if (_json is not null)
        {
            return RecordNodes.TryFind(_json, path, out var node) ? new RecordValue(ref OwnSlot(JsonSlot.Of(node))) : default;
        }

        return TryFind(path, out var container, out var index) ? new RecordValue(ref container.SlotAt(index)) : default;
    }

    /// <summary>Kind of the value at a path.</summary>
    /// <param name="path">The field.</param>
    public RecordValueKind GetKind(FieldPath path) => Resolve(path).ValueKind;

    /// <summary>Whether the path leads to a value other than null.</summary>
    /// <param name="path">The field.</param>
    public bool Has(FieldPath path) => GetKind(path) > RecordValueKind.Null;

    /// <summary>The string at a path; null where there is none or it is no string.</summary>
    /// <param name="path">The field.</param>
    public string? GetString(FieldPath path) => GetValue(path).AsString();

    /// <summary>The number at a path; null where there is none or it is no finite number.</summary>
    /// <param name="path">The field.</param>
    public double? GetNumber(FieldPath path) => Resolve(path).AsDouble();

    /// <summary>The whole number at a path; null where there is none or it has a fraction.</summary>
    /// <param name="path">The field.</param>
    public long? GetInteger(FieldPath path) => Resolve(path).AsInteger();

    /// <summary>The boolean at a path; null where there is none.</summary>
    /// <param name="path">The field.</param>
    public bool? GetBoolean(FieldPath path) => Resolve(path).AsBoolean();

    /// <summary>Items of the array, or fields of the object, at a path; 0 for anything else.</summary>
    /// <param name="path">The field.</param>
    public int GetCount(FieldPath path)
    {
        if (_json is not null)
        {
            return RecordNodes.Find(_json, path) switch { JsonArray array => array.Count, JsonObject fields => fields.Count, _ => 0 };
        }

        return TryFind(path, out var container, out var index) ? container.Open(index)?.Count ?? 0 : 0;
    }

    /// <summary>A copy of the value at a path as nodes; null where there is none.</summary>
    /// <param name="path">The field.</param>
    public JsonNode? GetNode(FieldPath path)
    {
        var utf8 = GetUtf8(path);
        return utf8.IsEmpty ? null : JsonNode.Parse(utf8.Span);
    }

    /// <summary>The value at a path as JSON text; empty where there is none. Must not be changed.</summary>
    /// <param name="path">The field.</param>
    public ReadOnlyMemory<byte> GetUtf8(FieldPath path)
    {
        var slot = Resolve(path);
        if (slot.Kind is SlotKind.Raw or SlotKind.Missing)
        {
            return slot.Kind == SlotKind.Raw ? slot.RawMemory : default;
        }

        return Serialize(slot.WriteTo);
    }

    /// <summary>Names of the record's own fields, in order.</summary>
    public IReadOnlyList<string> GetNames() =>
        _json is not null
            ? [.. _json.Select(field => field.Key)]
            : [.. Enumerable.Range(0, _fields!.Count).Select(_fields.NameAt)];

    /// <summary>Puts a string in place; null puts JSON null. Objects on the way are made.</summary>
    /// <param name="path">The field.</param>
    /// <param name="value">The value; half of a surrogate pair is replaced when written.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void Set(FieldPath path, string? value) => SetSlot(path, value is null ? JsonSlot.OfNull() : JsonSlot.Of(value));

    /// <summary>Puts a number in place; null puts JSON null.</summary>
    /// <param name="path">The field.</param>
    /// <param name="value">A finite number.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void Set(FieldPath path, double? value) => SetSlot(
        path, value is not { } number ? JsonSlot.OfNull() : double.IsFinite(number) ? JsonSlot.Of(number) : JsonSlot.OfNull());

    /// <summary>Puts a whole number in place; null puts JSON null.</summary>
    /// <param name="path">The field.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void Set(FieldPath path, long? value) => SetSlot(path, value is { } number ? JsonSlot.Of(number) : JsonSlot.OfNull());

    /// <summary>Puts a boolean in place; null puts JSON null.</summary>
    /// <param name="path">The field.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void Set(FieldPath path, bool? value) => SetSlot(path, value is { } flag ? JsonSlot.Of(flag) : JsonSlot.OfNull());

    /// <summary>Puts a copy of nodes in place; null puts JSON null.</summary>
    /// <param name="path">The field.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void Set(FieldPath path, JsonNode? value) => SetSlot(path, JsonSlot.Of(value));

    /// <summary>Puts JSON text in place: the fast way to write an array or object.</summary>
    /// <param name="path">The field.</param>
    /// <param name="json">One JSON value on one line, written by a JSON writer; kept, so it must not change afterwards.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void SetUtf8(FieldPath path, byte[] json) => SetSlot(path, JsonSlot.OfRaw(json));

    /// <summary>Puts JSON text in place that lies in a larger buffer, as that of another record does.</summary>
    /// <param name="path">The field.</param>
    /// <param name="json">One JSON value on one line, in valid UTF-8; kept, so it must not change afterwards.</param>
    /// <exception cref="InvalidOperationException">A scalar stands on the way, or an index is beyond the end.</exception>
    public void SetUtf8(FieldPath path, ReadOnlyMemory<byte> json) => SetSlot(
        path, MemoryMarshal.TryGetArray(json, out var segment) ? JsonSlot.OfRaw(segment.Array!, segment.Offset, segment.Count) : JsonSlot.OfRaw(json.ToArray()));

    /// <summary>Removes a field or item.</summary>
    /// <param name="path">The field.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(FieldPath path)
    {
        if (_json is not null)
        {
            return RecordNodes.Remove(_json, path);
        }

        if (!TryFind(path, out var container, out var index))
        {
            return false;
        }

        container.RemoveAt(index);
        return true;
    }

    /// <summary>Writes the record as one JSON object.</summary>
    /// <param name="writer">A writer with <see cref="RecordJson.WriterOptions"/> or stricter ones.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_json is not null)
        {
            _json.WriteTo(writer, RecordJson.Options);
        }
        else
        {
            _fields!.WriteTo(writer);
        }
    }

    /// <summary>The record as one JSON object on one line.</summary>
    public byte[] ToUtf8() => Serialize(WriteTo);

    /// <summary>The record as JSON text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToUtf8());

    private static byte[] Serialize(Action<Utf8JsonWriter> write)
    {
        // One writer a thread: a record is written many times on its way, and a buffer that grows from nothing each time is most of what that costs.
        var (buffer, writer) = _scratch ?? NewScratch();
        _scratch = null;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer);
        writer.Flush();
        var json = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MostKept)
        {
            _scratch = (buffer, writer);
        }

        return json;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer, RecordJson.WriterOptions));
    }

    private static ref JsonSlot OwnSlot(JsonSlot slot)
    {
        JsonSlot[] own = [slot];
        return ref own[0];
    }

    private JsonSlot Resolve(FieldPath path)
    {
        if (_json is not null)
        {
            return RecordNodes.TryFind(_json, path, out var node) ? JsonSlot.Of(node) : default;
        }

        return TryFind(path, out var container, out var index) ? container.SlotAt(index) : default;
    }

    private bool TryFind(FieldPath path, out JsonContainer container, out int index)
    {
        container = _fields!;
        var segments = path.Segments;
        for (var i = 0; ; i++)
        {
            index = container.Find(segments[i]);
            if (index < 0 || i == segments.Length - 1)
            {
                return index >= 0;
            }

            if (container.Open(index) is not { } next)
            {
                return false;
            }

            container = next;
        }
    }

    private void SetSlot(FieldPath path, JsonSlot slot)
    {
        if (_json is not null)
        {
            RecordNodes.Set(_json, path, slot.ValueKind == RecordValueKind.Null ? null : JsonNode.Parse(Serialize(slot.WriteTo)));
            return;
        }

        var container = _fields!;
        var segments = path.Segments;
        for (var i = 0; ; i++)
        {
            ref readonly var segment = ref segments[i];
            var last = i == segments.Length - 1;
            var index = container.Find(segment);
            if (index < 0)
            {
                if (container.IsArray != segment.Name is null || (segment.Name is null && segment.Index != container.Count))
                {
                    throw new InvalidOperationException($"Nothing can be set at '{path.Text}': the way there does not exist.");
                }

                var child = last ? slot
                    : JsonSlot.Of(segments[i + 1].Name is null ? JsonContainer.NewArray() : JsonContainer.NewObject());
                index = container.Append(segment, child);
            }
            else if (last)
            {
                container.SlotAt(index) = slot;
            }

            if (last)
            {
                return;
            }

            if (container.SlotAt(index).ValueKind == RecordValueKind.Null)
            {
                container.SlotAt(index) = JsonSlot.Of(segments[i + 1].Name is null ? JsonContainer.NewArray() : JsonContainer.NewObject());
            }

            container = container.Open(index)
                ?? throw new InvalidOperationException($"Nothing can be set at '{path.Text}': a plain value stands on the way.");
        }
    }
}
