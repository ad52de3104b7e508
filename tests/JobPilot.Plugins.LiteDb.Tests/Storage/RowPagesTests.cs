using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

public sealed class RowPagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rule7_ReadRows_GoesByKeyInPagesAndEndsEmpty()
    {
        await using var sink = Sinks.Open(Path);
        await sink.WriteAsync([.. Enumerable.Range(0, 2500).Reverse().Select(i => Sinks.Row(i))]);
        var keys = new List<string>();
        while (await sink.ReadRowsAsync(keys.LastOrDefault(), 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 1000);
            keys.AddRange(page.Select(row => row.Key!));
        }

        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"{i:D6}"), keys);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await sink.ReadRowsAsync(null, 1001, CancellationToken.None));
    }

    // An open cursor makes LiteDB wait for ever.
    [Fact(Timeout = 60_000)]
    public async Task Rule7_ReadsBetweenCommits_DoNotKeepTheLogFromBeingMoved()
    {
        await using var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, CheckpointBytes = 1 << 20 });
        var log = new DatabasePaths(Path).Log;
        var longest = 0L;
        for (var batch = 0; batch < 20; batch++)
        {
            await sink.WriteAsync([.. Enumerable.Range(batch * 100, 100).Select(i => Sinks.Row(i, new string('x', 4000)))]);
            await sink.ReadRowsAsync(null, 3, CancellationToken.None);
            longest = Math.Max(longest, new FileInfo(log).Length);
        }

        Assert.InRange(longest, 1, 4 << 20);
    }

    [Fact(Timeout = 60_000)]
    public async Task Rule7_AnswerThatIsNotReadToItsEnd_HoldsNoCursor()
    {
        var database = DatabaseOpener.Open(new DatabasePaths(Path), new DatabaseSettings());
        Insert("one");
        Insert("two");
        using var reading = ((IEnumerable<BsonDocument>)database.Query("rows", new Query())).GetEnumerator();
        Assert.True(reading.MoveNext());
        Insert("three");

        await Task.Run(database.Checkpoint);

        Assert.Equal(0, new FileInfo(new DatabasePaths(Path).Log).Length);
        database.Close();

        void Insert(string id) => database.Transact(engine => engine.Insert("rows", [new BsonDocument { ["_id"] = id }], BsonAutoId.ObjectId));
    }
}
