using System.Text;

namespace JobPilot.Plugins.LiteDb.Tests.Home;

public sealed class HomeStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CommitAsync_OlderEpoch_IsFencedAndWritesNothing()
    {
        await using var sink = Sinks.Open(Path);
        var old = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        var current = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        var fenced = await sink.CommitAsync(Sinks.Commit(1, old, Sinks.Row(1)));
        Assert.Equal(CommitStatus.Fenced, fenced.Status);
        Assert.Contains("taken over", fenced.Reason, StringComparison.Ordinal);
        Assert.Empty(await sink.ReadAsync());
        Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(Sinks.Commit(1, current, Sinks.Row(1)))).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task CommitAsync_NumberThatDoesNotFollow_IsFenced(long number)
    {
        await using var sink = Sinks.Open(Path);
        var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        await sink.CommitAsync(Sinks.Commit(1, epoch, Sinks.Row(1)));
        Assert.Equal(CommitStatus.Fenced, (await sink.CommitAsync(Sinks.Commit(number, epoch, Sinks.Row(2)))).Status);
        Assert.Single(await sink.ReadAsync());
        Assert.Equal(1, await sink.LastCommitAsync(Sinks.Owner, CancellationToken.None));
    }

    [Fact]
    public async Task CommitAsync_BadRows_AreAllListedAndNothingIsWritten()
    {
        await using var sink = Sinks.Open(Path, new LiteDbOptions { Path = Path, Indexes = ["title"] });
        var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        await sink.CommitAsync(Sinks.Commit(1, epoch, Sinks.Row(1)));
        var result = await sink.CommitAsync(Sinks.Commit(
            2,
            epoch,
            Sinks.Row(2),
            Sinks.Row("""{"title":"no key"}"""),
            Record.Patch("000001", new() { ["title"] = new string('t', 2000) }),
            Sinks.Row(3, new string('t', 2000))));
        Assert.Equal(CommitStatus.Rejected, result.Status);
        Assert.Equal([1, 2, 3], result.Rejected.Select(row => row.Index));
        Assert.Single(await sink.ReadAsync());
        Assert.Equal(1, await sink.LastCommitAsync(Sinks.Owner, CancellationToken.None));
    }

    [Fact]
    public async Task ClaimAsync_MarksAndJournal_ComeBackAndTrimmedBlobsAreGone()
    {
        string home;
        await using (var sink = Sinks.Open(Path))
        {
            var claim = await sink.ClaimAsync();
            home = claim.HomeId;
            Assert.Equal(0, claim.OldestJournal);
            for (var number = 1; number <= 6; number++)
            {
                var commit = new Commit(Sinks.Owner, number, [new SplitCommit(Sinks.Split, 1, new SplitState())])
                {
                    Marks = new Dictionary<string, string> { [number % 2 == 0 ? "even" : "odd"] = $"mark {number}" },
                    Journal = number == 4 ? default : Encoding.UTF8.GetBytes($"blob {number}"),
                    JournalTrim = number == 6 ? 2 : 0,
                };
                Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(commit)).Status);
            }
        }

        await using var again = Sinks.Open(Path);
        var found = await again.ClaimAsync(new ClaimRequest(Sinks.Owner, [], 3), CancellationToken.None);
        Assert.Equal(home, found.HomeId);
        Assert.Equal(32, home.Length);
        Assert.Equal("mark 6", found.Marks["even"]);
        Assert.Equal("mark 5", found.Marks["odd"]);
        Assert.Equal(3, found.OldestJournal);
        Assert.Equal(["5 blob 5", "6 blob 6"], found.Journal.Select(entry => $"{entry.Number} {Encoding.UTF8.GetString(entry.Blob.Span)}"));
        Assert.Empty(found.Epochs);
    }

    [Fact]
    public async Task ClaimAsync_TwoOwnersInOneFile_DoNotMeet()
    {
        await using var sink = Sinks.Open(Path);
        await sink.ClaimAsync();
        await sink.CommitAsync(Sinks.Commit(1, 1, Sinks.Row(1)));
        var other = await sink.ClaimAsync(new ClaimRequest("PIPELINE", [Sinks.Split, "source/second"], 0), CancellationToken.None);
        Assert.Equal(0, other.LastCommit);
        Assert.Empty(other.Splits);
        Assert.Equal(1, other.Epochs[Sinks.Split]);
        Assert.Equal(1, other.Epochs["source/second"]);
    }

    [Fact]
    public async Task Rule8_PositionThatTheDiskChanged_IsRefusedAndFoundByTheCheck()
    {
        await using (var sink = Sinks.Open(Path))
        {
            await sink.CommitAsync(Sinks.Commit(1, (await sink.ClaimAsync()).Epochs[Sinks.Split], Sinks.Row(1)));
        }

        Sinks.ChangeStock(Path, "_jobpilot_splits", split => split["state"] = split["state"].AsString.Replace("p1", "p2", StringComparison.Ordinal));
        await using var again = Sinks.Open(Path);
        Assert.Contains(await again.CheckAsync(CancellationToken.None), finding => finding.Code == "litedb.position_damaged");
        var fault = await Assert.ThrowsAsync<FaultException>(again.ClaimAsync);
        Assert.Equal("litedb.position_damaged", fault.Code);
    }
}
