using System.Text.Json.Nodes;
using JobPilot.Plugins.LiteDb.Storage;
using JobPilot.Testing;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests;

/// <summary>Short ways to make sinks, records and commits.</summary>
internal static class Sinks
{
    public const string Owner = "pipeline";
    public const string Split = "source/all";

    public static LiteDbSink Open(string path, LiteDbOptions? options = null, DatabaseSettings? settings = null, TimeProvider? time = null)
    {
        options = options is null ? new LiteDbOptions { Path = path } : options;
        return settings is null
            ? new LiteDbSink(options, TestContext.Create(time: time))
            : new LiteDbSink(options, TestContext.Create(time: time), settings);
    }

    public static Record Row(string json, string? key = null) => Record.FromJson(JsonNode.Parse(json)!.AsObject(), key);

    public static Record Row(int number, string title = "title") => Row($$"""{"id":"{{number:D6}}","title":"{{title}}","number":{{number}}}""");

    public static Commit Commit(long number, long epoch, params Record[] rows) => Commit(number, epoch, "{}", rows);

    public static Commit Commit(long number, long epoch, string counts, params Record[] rows) =>
        new(Owner, number, [new SplitCommit(Split, epoch, new SplitState { Position = $"p{number}" })]) { Rows = rows, Counts = counts, RunId = "run" };

    public static async Task<Claim> ClaimAsync(this LiteDbSink sink) =>
        await sink.ClaimAsync(new ClaimRequest(Owner, [Split], 0), CancellationToken.None);

    public static async Task<CommitResult> CommitAsync(this LiteDbSink sink, Commit commit) => await sink.CommitAsync(commit, CancellationToken.None);

    public static async Task<WriteResult> WriteAsync(this LiteDbSink sink, params Record[] rows) => await sink.WriteAsync(rows, CancellationToken.None);

    public static async Task<List<Record>> ReadAsync(this LiteDbSink sink) => [.. await sink.ReadRowsAsync(null, 1000, CancellationToken.None)];

    /// <summary>Reads a closed file as LiteDB's own users would.</summary>
    public static List<BsonDocument> ReadStock(string path, string collection = "jobs")
    {
        using var database = new LiteDatabase($"Filename={path};ReadOnly=true");
        return [.. database.GetCollection(collection).FindAll()];
    }

    public const byte IndexPage = 3;
    public const byte DataPage = 4;

    /// <summary>Flips a bit where a text stands in a page of a kind.</summary>
    public static void Damage(byte[] content, string text, byte pageType)
    {
        var needle = System.Text.Encoding.UTF8.GetBytes(text);
        for (var page = 0; page < content.Length; page += 8192)
        {
            var at = content.AsSpan(page, 8192).IndexOf(needle);
            if (content[page + 4] == pageType && at >= 0)
            {
                content[page + at] ^= 1;
                return;
            }
        }

        Assert.Fail($"'{text}' stands in no page of type {pageType}.");
    }

    /// <summary>A file whose row was changed behind the plugin's back.</summary>
    public static void ChangeStock(string path, string collection, Action<BsonDocument> change)
    {
        using var database = new LiteDatabase($"Filename={path}");
        var rows = database.GetCollection(collection);
        var row = rows.FindAll().First();
        change(row);
        rows.Update(row);
        database.Checkpoint();
    }
}
