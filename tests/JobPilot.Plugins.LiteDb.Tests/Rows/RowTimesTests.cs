using JobPilot.Testing;

namespace JobPilot.Plugins.LiteDb.Tests.Rows;

public sealed class RowTimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_RowSeenAgain_KeepsFirstSeenAndMovesLastChangedOnlyWithItsContent()
    {
        var path = _folder.File("jobs.db");
        await using (var sink = Sinks.Open(path))
        {
            await sink.WriteAsync(At(Sinks.Row(1), 1), At(Sinks.Row(2), 1));
            var second = await sink.WriteAsync(At(Sinks.Row(1), 2), At(Sinks.Row(2, "new"), 2));
            Assert.Equal(new RowCounts { Unchanged = 1, Updated = 1 }, second.Counts);
        }

        var rows = Sinks.ReadStock(path).ToDictionary(row => row["_id"].AsString);
        Assert.Equal("2026-03-01T00:00:00Z", rows["000001"]["_last_changed"].AsString);
        Assert.Equal("2026-03-01T00:00:00Z", rows["000002"]["_first_seen"].AsString);
        Assert.Equal("2026-03-02T00:00:00Z", rows["000002"]["_last_changed"].AsString);
    }

    private static Record At(Record record, int day) => record.WithOrigin(retrievedAt: new DateTimeOffset(2026, 3, day, 0, 0, 0, TimeSpan.Zero));
}
