using System.Text;

namespace JobPilot.Engine.Contracts;

/// <summary>
/// Walks over the values of a record, without decoding or copying what is still UTF-8: that was checked when the record was made.
/// </summary>
/// <param name="shape">Told of each value.</param>
internal sealed class ShapeReader(SourceShape shape)
{
    /// <summary>Reads all fields of a record.</summary>
    public void Read(Record record)
    {
        shape.Root.Seen += shape.Step;
        ReadFields(shape.Root, record.Root);
    }

    private void ReadFields(ShapeNode node, RecordValue value)
    {
        var count = value.Count;
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var name = value.NameAt(i);
            if ((node.Find(name, ref next) ?? shape.Add(node, name)) is { } field)
            {
                ReadValue(field, value[i]);
            }
        }
    }

    private void ReadValue(ShapeNode node, RecordValue value)
    {
        var utf8 = value.Utf8;
        if (!utf8.IsEmpty)
        {
            ReadText(node, utf8);
            return;
        }

        switch (value.Kind)
        {
            case RecordValueKind.Object when shape.See(node, ShapeTypes.Object):
                ReadFields(node, value);
                break;
            case RecordValueKind.Array when shape.See(node, ShapeTypes.Array):
                for (var i = 0; i < value.Count; i++)
                {
                    ReadValue(shape.ItemsOf(node), value[i]);
                }

                break;
            case RecordValueKind.String:
                shape.See(node, ShapeTypes.String);
                break;
            case RecordValueKind.Boolean:
                shape.See(node, ShapeTypes.Boolean);
                break;
            case RecordValueKind.Number:
                shape.See(node, value.AsNumber() is { } number && Math.Floor(number) != number ? ShapeTypes.Number : ShapeTypes.Integer);
                break;
            case RecordValueKind.Null:
                shape.See(node, ShapeTypes.None);
                break;
        }
    }

    /// <summary>A value of the record itself: of a string no more than its first letter is looked at.</summary>
    private void ReadText(ShapeNode node, ReadOnlySpan<byte> json)
    {
        switch (json[0])
        {
            case (byte)'"':
                shape.See(node, ShapeTypes.String);
                break;
            case (byte)'{' or (byte)'[':
                var at = 0;
                ReadNested(node, json, ref at);
                break;
            default:
                shape.See(node, OfScalar(json));
                break;
        }
    }

    /// <summary>Reads the value at a place and leaves the place behind it. Without a node it is passed over.</summary>
    private void ReadNested(ShapeNode? node, ReadOnlySpan<byte> json, ref int at)
    {
        switch (json[at])
        {
            case (byte)'"':
                See(node, ShapeTypes.String);
                at = EndOfString(json, at);
                break;
            case (byte)'{':
                ReadObject(See(node, ShapeTypes.Object) ? node : null, json, ref at);
                break;
            case (byte)'[':
                ReadArray(See(node, ShapeTypes.Array) ? node : null, json, ref at);
                break;
            default:
                var length = json[at..].IndexOfAny(",]} \t\r\n"u8);
                var scalar = length < 0 ? json[at..] : json.Slice(at, length);
                See(node, OfScalar(scalar));
                at += scalar.Length;
                break;
        }
    }

    private void ReadObject(ShapeNode? node, ReadOnlySpan<byte> json, ref int at)
    {
        var next = 0;
        for (at = Behind(json, at + 1); json[at] != '}'; at = Separator(json, at))
        {
            var end = EndOfString(json, at);
            var name = json[(at + 1)..(end - 1)];
            var field = node is null ? null : name.Contains((byte)'\\') ? FindEscaped(node, name, ref next) : node.Find(name, ref next) ?? shape.Add(node, Encoding.UTF8.GetString(name));
            at = Behind(json, Behind(json, end) + 1); // The colon.
            ReadNested(field, json, ref at);
        }

        at++;
    }

    private void ReadArray(ShapeNode? node, ReadOnlySpan<byte> json, ref int at)
    {
        for (at = Behind(json, at + 1); json[at] != ']'; at = Separator(json, at))
        {
            ReadNested(node is null ? null : shape.ItemsOf(node), json, ref at);
        }

        at++;
    }

    private ShapeNode? FindEscaped(ShapeNode node, ReadOnlySpan<byte> name, ref int next)
    {
        var decoded = RecordJson.DecodeEscaped(name);
        return node.Find(decoded, ref next) ?? shape.Add(node, decoded);
    }

    private bool See(ShapeNode? node, ShapeTypes type) => node is not null && shape.See(node, type);

    private static ShapeTypes OfScalar(ReadOnlySpan<byte> json) => json[0] switch
    {
        (byte)'t' or (byte)'f' => ShapeTypes.Boolean,
        (byte)'n' => ShapeTypes.None,
        _ => json.ContainsAny((byte)'.', (byte)'e', (byte)'E') ? ShapeTypes.Number : ShapeTypes.Integer,
    };

    /// <summary>Place behind the string that begins at a place.</summary>
    private static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        for (at++; ; at += 2)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == '"')
            {
                return at + 1;
            }
        }
    }

    /// <summary>Place of the next value or the end, behind a comma.</summary>
    private static int Separator(ReadOnlySpan<byte> json, int at)
    {
        at = Behind(json, at);
        return json[at] == ',' ? Behind(json, at + 1) : at;
    }

    /// <summary>The first place from here that is no white space.</summary>
    private static int Behind(ReadOnlySpan<byte> json, int at)
    {
        while (json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }
}
