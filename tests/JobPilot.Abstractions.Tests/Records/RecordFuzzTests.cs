using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
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

    [Fact]
    public void ParseRecord_AnyBytes_IsWhatTheGeneralReaderMakesOfThem()
    {
        var accepted = 0;
        new FuzzRun(
            "record",
            [.. Words, "\\n", "\\u00e9", "\"\"", "[]", "{}", "-", "e+", ".5", "false", "\t", "\"a\"", "\"\\/\""],
            """{"id":"1","a":{"b":[1,2.5,-3e2,null,true,"x\n\u00e9"]},"c":"","d":[],"e":{},"f":false,"g":-0.5E+3}""",
            """ { "a" : [ "x" , 0 ] , "b\u0062" : "\"\\\/\b\f\n\r\t" , "n" : 12345678901234567890 } """,
            """{"a":1,"a":2}""").Run(input =>
            {
                if (!Utf8.IsValid(input) || input.AsSpan().Trim((byte)' ') is not [(byte)'{', ..])
                {
                    return;
                }

                var start = input.AsSpan().IndexOf((byte)'{');
                var (quick, slow) = (Outcome(JsonContainer.ParseRecord), Outcome(JsonContainer.ReadRecord));
                accepted += slow.StartsWith('{') ? 1 : 0;
                Assert.Equal(slow, quick);

                string Outcome(Func<byte[], int, int, JsonContainer> parse)
                {
                    var buffer = new ArrayBufferWriter<byte>();
                    try
                    {
                        var container = parse(input, start, input.Length - start);
                        for (var i = 0; i < container.Count; i++)
                        {
                            _ = container.Open(i);
                        }

                        using var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
                        container.WriteTo(writer);
                    }
                    catch (JsonException exception)
                    {
                        return exception.Message;
                    }

                    return Encoding.UTF8.GetString(buffer.WrittenSpan);
                }
            });

        Assert.True(accepted > 100, $"only {accepted} of the inputs were records");
    }
}
