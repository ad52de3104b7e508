using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JobPilot.Engine.Contracts;

/// <summary>
/// The stored form of a shape: <c>{"v":1,"learns":false,"nodes":[[depth,"name",flags,types,now,known_seen,known_places,seen,odd,widened],…]}</c>,
/// every node before what lies below it. What is known and what the open run has seen are apart, so that a run which was interrupted goes on.
/// </summary>
internal static class ShapeText
{
    private const int Version = 1;
    private const int Columns = 10;
    private const int KnownFlag = 1;
    private const int PlaceFlag = 2;

    public static string Write(SourceShape shape)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteBoolean("learns", shape.Learns);
            writer.WriteStartArray("nodes");
            Write(writer, shape.Root, shape.Learns);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads the stored form into a shape that knows nothing yet.</summary>
    /// <returns>False where it is not understood; the shape then still knows nothing.</returns>
    public static bool TryRead(string text, SourceShape shape)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != Version)
            {
                return false;
            }

            var learns = root.GetProperty("learns").GetBoolean();
            var nodes = root.GetProperty("nodes").EnumerateArray().ToList();
            if (nodes.Count == 0 || nodes.Exists(node => node.GetArrayLength() != Columns) || nodes.Count > SourceShape.MostNodes * 2)
            {
                return false;
            }

            shape.Learns = learns;
            Fill(shape.Root, nodes[0], learns);
            var way = new List<ShapeNode> { shape.Root };
            for (var i = 1; i < nodes.Count; i++)
            {
                var node = nodes[i];
                var depth = node[0].GetInt32();
                way.RemoveRange(depth, way.Count - depth);
                way.Add(Add(shape, way[^1], node, learns));
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, ShapeNode node, bool learns)
    {
        if (!node.Known && !learns && node.Odd <= 0)
        {
            return; // Only a page showed it that was taken back.
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(node.Depth);
        writer.WriteStringValue(node.Name);
        writer.WriteNumberValue((node.Known ? KnownFlag : 0) | (node.IsPlace ? PlaceFlag : 0));
        writer.WriteNumberValue((int)node.Types);
        writer.WriteNumberValue((int)(IsSettled(node, learns) ? node.Now & (node.Widened > 0 ? ShapeTypes.Number : ShapeTypes.None) : node.Now));
        writer.WriteNumberValue(node.KnownSeen);
        writer.WriteNumberValue(node.KnownPlaces);
        writer.WriteNumberValue(Math.Max(0, node.Seen));
        writer.WriteNumberValue(Math.Max(0, node.Odd));
        writer.WriteNumberValue(Math.Max(0, node.Widened));
        writer.WriteEndArray();
        foreach (var below in node.Below())
        {
            Write(writer, below, learns);
        }
    }

    /// <summary>Whether nothing of it that counts is odd, so that its types are those that were known.</summary>
    private static bool IsSettled(ShapeNode node, bool learns) => !learns && node is { Known: true, Odd: <= 0 } && node.Types != ShapeTypes.None;

    private static ShapeNode Add(SourceShape shape, ShapeNode parent, JsonElement columns, bool learns)
    {
        var name = columns[1].GetString()!;
        var flags = columns[2].GetInt32();
        var isPlace = (flags & PlaceFlag) != 0;
        var node = shape.Create(parent, name, isPlace, (flags & KnownFlag) != 0);
        Fill(node, columns, learns);
        if (!isPlace)
        {
            parent.Add(node);
        }
        else if (name == ShapeNode.ItemsName)
        {
            parent.Items = node;
        }
        else
        {
            parent.BecomeMap(node);
        }

        return node;
    }

    private static void Fill(ShapeNode node, JsonElement columns, bool learns)
    {
        node.Types = (ShapeTypes)columns[3].GetByte() & ShapeTypeNames.All;
        node.Now = (ShapeTypes)columns[4].GetByte() & ShapeTypeNames.All;
        node.KnownSeen = columns[5].GetInt64();
        node.KnownPlaces = columns[6].GetInt64();
        node.Seen = columns[7].GetInt64();
        node.Odd = columns[8].GetInt64();
        node.Widened = columns[9].GetInt64();
        node.Passes = learns || node.Types == ShapeTypes.None ? ShapeTypeNames.Accepted(node.Types | node.Now) : ShapeTypeNames.Accepted(node.Types);
    }
}
