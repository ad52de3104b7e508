using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace JobPilot.Abstractions.Tests.Records;

/// <summary>JSON that nests or repeats without end: an answer within 3 s and 128 MB.</summary>
public sealed class RecordBombTests
{
    public static TheoryData<string, string> Bombs() => new()
    {
        { "arrays", new string('[', 2_000_000) },
        { "arrays in an object", "{\"a\":" + new string('[', 2_000_000) + new string(']', 2_000_000) + "}" },
        { "objects", string.Concat(Enumerable.Repeat("{\"a\":", 400_000)) },
        { "a hundred levels", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100) },
        { "an open string", "{\"a\":\"" + new string('x', 4_000_000) },
        { "escapes", "{\"a\":\"" + string.Concat(Enumerable.Repeat("\\u", 1_000_000)) + "\"}" },
        { "one name again and again", "{" + string.Concat(Enumerable.Repeat("\"a\":1,", 500_000)) + "\"a\":1}" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void FromUtf8_Bomb_IsRefusedSoon(string name, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.ThrowsAny<JsonException>(() => Record.FromUtf8(bytes).Json.ToJsonString());

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{name}: {watch.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128L << 20);
    }
}
