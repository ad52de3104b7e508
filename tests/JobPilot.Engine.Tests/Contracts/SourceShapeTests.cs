using System.Globalization;
using System.Text;
using System.Text.Json;
using JobPilot.Engine.Contracts;

namespace JobPilot.Engine.Tests.Contracts;

/// <summary>The shape that is read over the text of records, against the one that a JSON reader finds.</summary>
public class SourceShapeTests
{
    [Fact]
    public void Read_RandomRecords_FindsTheFieldsAndTypesThatAJsonReaderFinds()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 500; round++)
        {
            var texts = Enumerable.Range(0, 5).Select(_ => Object(random, 0)).ToList();
            var expected = new Dictionary<string, (ShapeTypes Types, long Seen)>(StringComparer.Ordinal);
            foreach (var text in texts)
            {
                using var document = JsonDocument.Parse(text);
                Visit(document.RootElement, "", expected);
            }

            var shape = new SourceShape("a", SourceContract.Evolving, _ => false);
            shape.Read(texts.ConvertAll(text => Record.FromUtf8(Encoding.UTF8.GetBytes(text))), texts.Count);

            var found = new Dictionary<string, (ShapeTypes, long)>(StringComparer.Ordinal);
            List(shape.Root, "", found);
            Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), found.OrderBy(one => one.Key, StringComparer.Ordinal));
            AssertComesBack(shape);
        }
    }

    [Fact]
    public void Read_KnownRecords_AllocatesNothing()
    {
        var records = Enumerable.Range(0, 100).Select(n => Record.FromUtf8(Encoding.UTF8.GetBytes(
            $$"""{"id":"{{n}}","pay":{{n}},"deep":{"list":["a","b"],"more":[{"x":1.5},{"x":null}] },"text":"{{new string('t', 500)}}"}"""))).ToList();
        var shape = new SourceShape("a", SourceContract.Evolving, _ => false);
        shape.Read(records, records.Count);
        ShapeEnd.Fold(shape);
        shape.Read(records, records.Count);
        var before = GC.GetAllocatedBytesForCurrentThread();

        shape.Read(records, records.Count);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_DeeperThanIsFollowed_StopsAtTheLastLevel()
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", 20)) + "1" + new string('}', 20);
        var shape = new SourceShape("a", SourceContract.Evolving, _ => false);

        shape.Read([Record.FromUtf8(Encoding.UTF8.GetBytes(text))], 1);

        Assert.Equal(SourceShape.MostDepth, shape.Nodes);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("odd.name", "['odd.name']")]
    [InlineData("with[x]", "['with[x]']")]
    [InlineData("*", "['*']")]
    [InlineData("", "['']")]
    public void PathText_Names_AreQuotedWhereTheyAreOdd(string name, string expected)
    {
        var shape = new SourceShape("a", SourceContract.Evolving, _ => false);
        shape.Read([Record.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { [name] = new object[] { new { x = 1 } } }))], 1);

        Assert.Equal($"{expected}[].x", shape.Root.Fields[0].Items!.Fields[0].PathText());
    }

    [Fact]
    public void Remove_InAMap_TakesOutEveryKeyThatIsOdd()
    {
        var shape = new SourceShape("a", new SourceContract { NewFields = ContractMode.DiscardField, Retyped = ContractMode.DiscardField }, _ => false);
        var known = Enumerable.Range(0, 100).Select(n => Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"m":{"k{{n}}":{"v":1} } }"""))).ToList();
        shape.Read(known, known.Count);
        ShapeEnd.Fold(shape);
        Assert.Equal(3, shape.Nodes);
        var record = Record.FromUtf8("""{"m":{"a":{"v":"text"},"b":{"v":2,"w":3},"c":"no object","d":{"v":4}}}"""u8.ToArray());

        foreach (var oddity in shape.Read([record], 1).ToList())
        {
            FieldRemover.Remove(record, oddity.Node, oddity.Type);
        }

        Assert.Equal("""{"m":{"a":{},"b":{"v":2},"d":{"v":4}}}""", record.ToString());
    }

    [Fact]
    public void TakeBack_OfAPage_LeavesTheCountsAsTheyWere()
    {
        var shape = new SourceShape("a", new SourceContract { NewFields = ContractMode.Freeze }, _ => false);
        shape.Read([Record.FromUtf8("""{"a":1,"b":[1,2]}"""u8.ToArray())], 1);
        ShapeEnd.Fold(shape);
        shape.Read([Record.FromUtf8("""{"a":2,"b":[3]}"""u8.ToArray())], 1);
        var before = ShapeText.Write(shape);
        Record[] page = [Record.FromUtf8("""{"a":"text","b":[1.5,2],"c":{"d":1}}"""u8.ToArray()), Record.FromUtf8("""{"a":1,"e":null}"""u8.ToArray())];

        Assert.Equal(2, shape.Read(page, page.Length).Count);
        shape.TakeBack(page, page.Length);

        Assert.Equal(before, ShapeText.Write(shape));
    }

    [Fact]
    public void Fold_LongHistory_IsHalvedSoThatWhatIsNewCounts()
    {
        var shape = new SourceShape("a", SourceContract.Evolving, _ => false);
        shape.Read([Record.FromUtf8("""{"a":1}"""u8.ToArray())], 1);
        ShapeEnd.Fold(shape);
        (shape.Root.Fields[0].KnownSeen, shape.Root.Fields[0].KnownPlaces) = (999_999, 1_000_000);
        shape.Read([Record.FromUtf8("""{"a":1}"""u8.ToArray())], 1);

        ShapeEnd.Fold(shape);

        Assert.Equal((500_000, 500_000), (shape.Root.Fields[0].KnownSeen, shape.Root.Fields[0].KnownPlaces));
    }

    private static void AssertComesBack(SourceShape shape)
    {
        var text = ShapeText.Write(shape);
        var again = new SourceShape("a", SourceContract.Evolving, _ => false);
        Assert.True(ShapeText.TryRead(text, again));
        Assert.Equal(text, ShapeText.Write(again));
        ShapeEnd.Fold(again);
        var folded = ShapeText.Write(again);
        again = new SourceShape("a", SourceContract.Evolving, _ => false);
        Assert.True(ShapeText.TryRead(folded, again));
        Assert.Equal(folded, ShapeText.Write(again));
    }

    private static void List(ShapeNode node, string path, Dictionary<string, (ShapeTypes, long)> found)
    {
        foreach (var below in node.Below())
        {
            var name = $"{path}/{below.Name}";
            found[name] = (below.Now, below.Seen);
            List(below, name, found);
        }
    }

    private static void Visit(JsonElement value, string path, Dictionary<string, (ShapeTypes Types, long Seen)> found)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                See(property.Value, $"{path}/{property.Name}", found);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                See(item, $"{path}/[]", found);
            }
        }
    }

    private static void See(JsonElement value, string path, Dictionary<string, (ShapeTypes Types, long Seen)> found)
    {
        var type = value.ValueKind switch
        {
            JsonValueKind.Object => ShapeTypes.Object,
            JsonValueKind.Array => ShapeTypes.Array,
            JsonValueKind.String => ShapeTypes.String,
            JsonValueKind.True or JsonValueKind.False => ShapeTypes.Boolean,
            JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? ShapeTypes.Number : ShapeTypes.Integer,
            _ => ShapeTypes.None,
        };
        var before = found.GetValueOrDefault(path);
        found[path] = (before.Types | type, before.Seen + (type == ShapeTypes.None ? 0 : 1));
        Visit(value, path, found);
    }

    private static string Object(Random random, int depth)
    {
        string[] names = ["a", "b", "longer name", "\\u00e4\\\"", "c.d", "\\\\", "x", "y", "z"];
        random.Shuffle(names);
        return $"{{{Space(random)}{string.Join(",", names.Take(random.Next(1, 7)).Select(name => $"{Space(random)}\"{name}\"{Space(random)}:{Space(random)}{Value(random, depth + 1)}{Space(random)}"))}}}";
    }

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 7 : 9) switch
    {
        0 => "null",
        1 => "true",
        2 => "false",
        3 => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        4 => "-1.5e3",
        5 => "\"plain\"",
        6 => "\"\\\"quoted\\\\ {[,]}: \\u2028\"",
        7 => $"[{Space(random)}{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => $"{Space(random)}{Value(random, depth + 1)}{Space(random)}"))}]",
        _ => Object(random, depth),
    };

    private static string Space(Random random) => random.Next(4) switch { 0 => " ", 1 => "\t\r\n", _ => "" };
}
