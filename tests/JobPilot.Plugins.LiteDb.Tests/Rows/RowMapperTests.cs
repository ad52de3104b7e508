using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Plugins.LiteDb.Rows;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Rows;

public sealed class RowMapperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RowMapper _mapper = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose()
    {
        _mapper.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{"id":"a","text":"","spaces":"  padded \t","plain":"  padded  ","null":null,"flag":true,"no":false}""")]
    [InlineData("""{"id":"a","small":1,"negative":-7,"large":9007199254740993,"double":0.1,"tiny":1E-300}""")]
    [InlineData("""{"id":"a","nested":{"list":[1,"two",[3],{"four":4}],"empty":{},"none":[]},"":"unnamed"}""")]
    [InlineData("""{"id":"a","text":"Grüße, 東京 🚀 \"quoted\" \\ back","date":"2026-01-15T12:00:00Z","_run":"r1"}""")]
    public async Task Rule6_RowReadBack_IsWhatWasWritten(string json)
    {
        await using (var sink = Sinks.Open(Path))
        {
            await sink.WriteAsync(Sinks.Row(json));
        }

        await using var again = Sinks.Open(Path);
        var row = Assert.Single(await again.ReadAsync()).ToString();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(row)), row);
    }

    [Fact]
    public void Rule6_Numbers_BecomeTheSmallestTypeThatHoldsThem()
    {
        var row = Map("""{"a":2147483647,"b":2147483648,"c":1.5,"d":18446744073709551615}""");
        Assert.Equal([BsonType.Int32, BsonType.Int64, BsonType.Double, BsonType.Double], row.Values.Select(value => value.Type));
    }

    [Fact]
    public void Rule6_HalfOfASurrogatePair_IsReplaced()
    {
        var row = Map("""{"a":"x\ud83dy","b":"\ude80","c":"\ud83d\ude80","d":"tab\tzero\u0000"}""");
        Assert.Equal(["x\uFFFDy", "\uFFFD", "🚀", "tab\tzero\0"], row.Values.Select(value => value.AsString));
    }

    [Theory]
    [InlineData("""{"id":"a","Title":1,"title":2}""", "'Title' and 'title' differ only in case")]
    [InlineData("""{"id":"a","n":1e999}""", "'n' is a number beyond")]
    [InlineData("""{"id":"a","_id":"b"}""", "'_id' is reserved")]
    [InlineData("""{"id":"a","_content_hash":"b"}""", "'_content_hash' is reserved")]
    [InlineData("""{"id":"","title":"b"}""", "it has no key: field 'id'")]
    public async Task Rule6_RowThatCannotBeStored_IsRefusedByFieldAndReasonAndTheRestIsWritten(string json, string reason)
    {
        await using var sink = Sinks.Open(Path);
        var result = await sink.WriteAsync(Sinks.Row(1), Record.FromUtf8(Encoding.UTF8.GetBytes(json)), Sinks.Row(2));
        var refused = Assert.Single(result.Rejected);
        Assert.Equal(1, refused.Index);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Equal(2, result.Counts.Inserted);
    }

    [Fact]
    public async Task Rule6_LongIndexedValue_IsRefusedBeforeTheTransaction()
    {
        await using var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, Indexes = ["nested.url"] });
        var result = await sink.WriteAsync(
            Sinks.Row($$$"""{"id":"a","nested":{"url":"{{{new string('u', 1000)}}}"}}"""), Sinks.Row($$$"""{"id":"b","nested":{"url":"{{{new string('u', 1001)}}}"}}"""));
        Assert.Contains("field 'nested.url' is indexed and has 1001 bytes; at most 1000", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
        Assert.Equal(1, result.Counts.Inserted);
    }

    [Fact]
    public async Task Rule6_LongValueUnderAHashedIndex_IsStoredAndFoundByItsHash()
    {
        await using (var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, HashedIndexes = ["url"] }))
        {
            Assert.Empty((await sink.WriteAsync(Sinks.Row($$"""{"id":"a","url":"{{new string('u', 5000)}}"}"""))).Rejected);
        }

        using var database = new LiteDatabase($"Filename={Path}");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(new string('u', 5000))));
        Assert.Single(database.GetCollection("jobs").Find(Query.EQ("_hash_url", hash)));
        Assert.Contains(database.GetCollection("$indexes").FindAll(), index => index["expression"] == "$._hash_url");
    }

    [Fact]
    public async Task Rule6_RowOverSixteenMegabytes_IsRefusedWithItsSize()
    {
        await using var sink = Sinks.Open(Path);
        var result = await sink.WriteAsync(
            Sinks.Row($$"""{"id":"a","text":"{{new string('x', 15_900_000)}}"}"""), Sinks.Row($$"""{"id":"b","text":"{{new string('x', 16_000_001)}}"}"""));
        Assert.Contains("at most 16,000,000", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
        Assert.Equal(1, result.Counts.Inserted);
    }

    [Fact]
    public async Task Rule6_KeyOverThousandBytes_IsRefused()
    {
        await using var sink = Sinks.Open(Path);
        var result = await sink.WriteAsync(Sinks.Row($$"""{"id":"{{new string('k', 1000)}}"}"""), Sinks.Row($$"""{"id":"{{new string('ü', 501)}}"}"""));
        Assert.Contains("has 1002 bytes", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rule6_DeeperThanSixtyFourLevels_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 65)) + "1" + new string('}', 65);
        Assert.Contains("64 levels", Assert.Throws<RowRefusedException>(() => Map(deep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule5_KeysThatDifferInCase_AreTwoRows()
    {
        await using var sink = Sinks.Open(Path);
        var result = await sink.WriteAsync(Sinks.Row("""{"id":"abc"}"""), Sinks.Row("""{"id":"ABC"}"""));
        Assert.Equal(2, result.Counts.Inserted);
        Assert.Equal(["ABC", "abc"], (await sink.ReadAsync()).Select(row => row.Key));
    }

    [Fact]
    public async Task WriteAsync_KeyFieldMissing_TakesTheRecordsOwnKey()
    {
        await using var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, Key = "source.id" });
        await sink.WriteAsync(Sinks.Row("""{"title":"a"}""", "own"), Sinks.Row("""{"source":{"id":7}}""", "other"));
        Assert.Equal(["7", "own"], (await sink.ReadAsync()).Select(row => row.Key));
    }

    private BsonDocument Map(string json) => _mapper.Map(Encoding.UTF8.GetBytes(json));
}
