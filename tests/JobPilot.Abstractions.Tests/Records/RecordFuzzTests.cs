using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Tests;

namespace JobPilot.Abstractions.Tests.Records;

public sealed class RecordFuzzTests
{
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "1e400", "-0", "1.", "01", "\"a\":", "\"a\":{\"b\":", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "\uFEFF", " ", "//x\n", "/*", "\u2028",
    ];

    [Fact]
    public void FromUtf8_AnyBytes_GivesARecordThatIsJsonOrJsonException() => new FuzzRun(
        "record",
        Words,
        "{\"id\":\"1\",\"a\":{\"b\":[1,2.5,-3e2,null,true,\"x\\n\\u00e9\"]},\"c\":\"\"}",
        "{\"deep\":[[[[{\"a\":[{\"b\":{}}]}]]]],\"n\":12345678901234567890}").Run(input =>
        {
            Record record;
            try
            {
                record = Record.FromUtf8(input, "key");
            }
            catch (JsonException)
            {
                return;
            }

            record.Set(FieldPath.Parse("brand_new"), "value");
            _ = record.GetString(FieldPath.Parse("a.b"));
            _ = record.GetNumber(FieldPath.Parse("n"));
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
            {
                record.WriteTo(writer);
            }

            Assert.Equal("value", (string?)JsonNode.Parse(buffer.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!["brand_new"]);
        });
}
