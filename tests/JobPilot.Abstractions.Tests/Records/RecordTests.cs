using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Testing;

namespace JobPilot.Abstractions.Tests.Records;

public class RecordTests
{
    private static readonly FieldPath City = FieldPath.Parse("locations[0].city");

    [Theory]
    [InlineData("""{"a":"x\ud83d\ude00y"}""", "x\U0001F600y")]
    [InlineData("""{"a":"x\ud83dy"}""", "x\uFFFDy")]
    [InlineData("""{"a":"\ude00\ud83d"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"a":"\u00E9\/\t\"é"}""", "é/\t\"é")]
    public void GetString_Escapes_DecodesAndReplacesHalfPairs(string json, string expected) =>
        Assert.Equal(expected, Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(json)).GetString(FieldPath.Parse("a")));

    [Fact]
    public void GetString_NestedPath_DecodesEscapes()
    {
        var record = Parse("""{"locations":[{"city":"K\u00f6ln \"am\" Rhein"}]}""");

        Assert.Equal("Köln \"am\" Rhein", record.GetString(City));
    }

    [Theory]
    [InlineData("[1]", "an array")]
    [InlineData("3", "a number")]
    [InlineData("null", "null")]
    [InlineData("", "")]
    [InlineData("{\"a\":1} {", "")]
    [InlineData("{\"a\":1,\"a\":2}", "stands twice")]
    [InlineData("{\"a\":", "")]
    public void FromUtf8_NotOneObject_Throws(string json, string reason)
    {
        var exception = Assert.ThrowsAny<JsonException>(() => Parse(json));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromUtf8_InvalidUtf8_Throws()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Throws<JsonException>(() => Record.FromUtf8(json));
    }

    [Fact]
    public void GetString_HalfASurrogatePair_IsReplaced()
    {
        var record = Parse("""{"a":"x\ud83d","b":"\ud83d\ude00"}""");

        Assert.Equal("x\uFFFD", record.GetString(FieldPath.Parse("a")));
        Assert.Equal("😀", record.GetString(FieldPath.Parse("b")));
    }

    [Fact]
    public void ToUtf8_PrettyPrintedSource_IsOneLine()
    {
        var record = Parse("{\n  \"a\": [\n 1,\n {\"b\": \"x\\ny\"}\n ]\n}");

        Assert.Equal("""{"a":[1,{"b":"x\ny"}]}""", record.ToString());
    }

    [Fact]
    public void Set_MissingParents_MakesThem()
    {
        var record = Record.Create();

        record.Set(City, "Oslo");
        record.Set(FieldPath.Parse("locations[1].city"), "Bergen");
        record.Set(FieldPath.Parse("base_salary.min"), 12.5);

        Assert.Equal("""{"locations":[{"city":"Oslo"},{"city":"Bergen"}],"base_salary":{"min":12.5}}""", record.ToString());
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("list[3]")]
    [InlineData("list.x")]
    public void Set_NoWayThere_Throws(string path)
    {
        var record = Parse("""{"a":1,"list":[]}""");

        Assert.Throws<InvalidOperationException>(() => record.Set(FieldPath.Parse(path), "x"));
        Assert.Equal("""{"a":1,"list":[]}""", record.ToString());
    }

    [Fact]
    public void Clone_ChangedAfterwards_LeavesTheOriginal()
    {
        var record = Parse("""{"locations":[{"city":"Oslo"}],"title":"x"}""", "k").WithOrigin();
        record.GetString(City);

        var clone = record.Clone();
        clone.Set(City, "Bergen");

        Assert.Equal("Oslo", record.GetString(City));
        Assert.Equal("k", clone.Key);
        Assert.Same(record.Origin, clone.Origin);
    }

    [Fact]
    public void Json_AfterwardsTyped_BothSeeTheSame()
    {
        var record = Parse("""{"a":{"b":[1,2]},"t":true}""");

        record.Json["c"] = "new";
        record.Set(FieldPath.Parse("a.b[1]"), 5L);
        record.Remove(FieldPath.Parse("t"));

        Assert.Equal("new", record.GetString(FieldPath.Parse("c")));
        Assert.Equal(5, record.GetInteger(FieldPath.Parse("a.b[1]")));
        Assert.Equal(2, record.GetCount(FieldPath.Parse("a.b")));
        Assert.Equal("""{"a":{"b":[1,5]},"c":"new"}""", record.ToString());
    }

    [Fact]
    public void GetNumber_OverflowsOrIsText_IsNull()
    {
        var record = Parse("""{"a":1e999,"b":"12","c":-0.5,"d":12345678901234567890}""");

        Assert.Null(record.GetNumber(FieldPath.Parse("a")));
        Assert.Null(record.GetNumber(FieldPath.Parse("b")));
        Assert.Equal(-0.5, record.GetNumber(FieldPath.Parse("c")));
        Assert.Null(record.GetInteger(FieldPath.Parse("d")));
    }

    [Fact]
    public void Patch_Fields_KeepsOperationAndKey()
    {
        var patch = Record.Patch("id-1", new JsonObject { ["other_sources"] = new JsonArray("a") });

        Assert.Equal(RecordOperation.Patch, patch.Operation);
        Assert.Equal("id-1", patch.Key);
        Assert.Equal("""{"other_sources":["a"]}""", patch.ToString());
    }

    private static Record Parse(string json, string? key = null) => Record.FromUtf8(Encoding.UTF8.GetBytes(json), key);

    [Fact]
    public void GetValue_FieldOfEachKind_IsLookedAtInPlace()
    {
        var record = Record.FromUtf8("""{"a":"x\u0041","b":[1,{"c":true}],"d":null}"""u8.ToArray());

        Assert.Equal("xA", record.GetValue(FieldPath.Parse("a")).AsString());
        Assert.True(record.GetValue(FieldPath.Parse("a")).Utf8.IsEmpty);
        Assert.Same(record.GetString(FieldPath.Parse("a")), record.GetValue(FieldPath.Parse("a")).AsString());
        var list = record.GetValue(FieldPath.Parse("b"));
        Assert.Equal("[1,{\"c\":true}]", System.Text.Encoding.UTF8.GetString(list.Utf8));
        Assert.Equal((RecordValueKind.Array, 2, 1.0), (list.Kind, list.Count, list[0].AsNumber()));
        Assert.True(list[1][0].AsBoolean());
        Assert.Equal("c", list[1].NameAt(0));
        Assert.Equal(RecordValueKind.Null, record.GetValue(FieldPath.Parse("d")).Kind);
        Assert.Equal(RecordValueKind.Missing, record.GetValue(FieldPath.Parse("e")).Kind);
        Assert.Null(record.GetValue(FieldPath.Parse("e")).AsString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Root_Record_IsWalkedOver(bool asNodes)
    {
        var record = Record.FromUtf8("""{"a":1,"b":{"c":"d"}}"""u8.ToArray());
        if (asNodes)
        {
            record.Json["a"] = 2;
        }

        var root = record.Root;

        Assert.Equal((RecordValueKind.Object, 2), (root.Kind, root.Count));
        Assert.Equal(("a", "b"), (root.NameAt(0), root.NameAt(1)));
        Assert.Equal(asNodes ? 2 : 1, root[0].AsNumber());
        Assert.Equal("d", root[1][0].AsString());
        Assert.Equal(0, root[0].Count);
    }

    [Theory]
    [InlineData("\"  plain \"", "plain", "  plain ")]
    [InlineData("\"plain\"", "plain", "plain")]
    [InlineData("\"\\n two\\nlines \\t\"", "two\nlines", "\n two\nlines \t")]
    [InlineData("\"\u00a0wide\u2003\"", "wide", "\u00a0wide\u2003")]
    [InlineData("\" half \\ud83d \"", "half \uFFFD", " half \uFFFD ")]
    [InlineData("\" \"", "", " ")]
    [InlineData("7", null, null)]
    [InlineData("null", null, null)]
    public void AsTrimmedString_AnyValue_IsTheStringWithoutSpaceAroundIt(string json, string? trimmed, string? whole)
    {
        var path = FieldPath.Parse("field");
        var record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes($$"""{"field":{{json}}}"""));

        Assert.Equal(trimmed, record.GetValue(path).AsTrimmedString());
        Assert.Equal(whole, record.GetString(path));
        Assert.Equal(trimmed, record.GetValue(path).AsTrimmedString());
        Assert.Null(record.GetValue(FieldPath.Parse("other")).AsTrimmedString());
    }

    [Theory]
    [InlineData("""{"a":"x\n\u00e9"}""", "x\né")]
    [InlineData("""{"a":"a text that is longer than the buffer"}""", "a text that is longer than the buffer")]
    [InlineData("""{"a":""}""", "")]
    [InlineData("""{"a":7}""", "")]
    [InlineData("{}", "")]
    public void AsChars_AnyValue_AreThoseOfTheString(string json, string expected)
    {
        var record = Record.FromUtf8(Encoding.UTF8.GetBytes(json));
        var buffer = new char[8];

        Assert.Equal(expected, record.GetValue(FieldPath.Parse("a")).AsChars(ref buffer));
        _ = record.GetString(FieldPath.Parse("a"));
        Assert.Equal(expected, record.GetValue(FieldPath.Parse("a")).AsChars(ref buffer));
        _ = record.Json;
        Assert.Equal(expected, record.GetValue(FieldPath.Parse("a")).AsChars(ref buffer));
    }

    [Fact]
    public void SetUtf8_PartOfAnotherRecord_IsWrittenAsItStands()
    {
        var source = Record.FromUtf8("""{"n":1,"text":"a\u00e9\n","list":[1, 2]}"""u8.ToArray());
        var record = Record.Create();

        record.SetUtf8(FieldPath.Parse("copy"), source.GetValue(FieldPath.Parse("text")).Utf8Memory);
        record.SetUtf8(FieldPath.Parse("items"), source.GetValue(FieldPath.Parse("list")).Utf8Memory);

        Assert.Equal("""{"copy":"a\u00e9\n","items":[1, 2]}""", record.ToString());
        Assert.Equal("aé\n", record.GetString(FieldPath.Parse("copy")));
        Assert.Equal(2, record.GetInteger(FieldPath.Parse("items[1]")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WriteTo_AnyValue_IsWrittenAsTheRecordIs(bool isOpened)
    {
        const string Json = """{"a":{"b":[1,true,null,"x\n"],"c":{}},"n":12345678901234567890}""";
        var record = Record.FromUtf8(Encoding.UTF8.GetBytes(Json));
        record.Set(FieldPath.Parse("long"), 1_000_000_000_000_001L);
        if (isOpened)
        {
            _ = record.GetString(FieldPath.Parse("a.b[3]"));
            _ = record.GetCount(FieldPath.Parse("a.c"));
        }

        Assert.Equal(Json[..^1] + ",\"long\":1000000000000001}", Written(record.Root));
        Assert.Equal("""[1,true,null,"x\n"]""", Written(record.GetValue(FieldPath.Parse("a.b"))));
        Assert.Equal("1000000000000001", Written(record.GetValue(FieldPath.Parse("long"))));
        Assert.Equal("null", Written(record.GetValue(FieldPath.Parse("none"))));

        static string Written(RecordValue value)
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
            {
                value.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
    }
}
