using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;
using JobPilot.Plugins.LiteDb.Tests.Durability;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

public sealed class CommitUnknownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rule3_CommitThatSaysFalse_IsNoCommit()
    {
        var database = new SimulatedDisk().Open();
        Assert.Throws<CommitUnknownException>(() => database.Transact(engine =>
        {
            engine.Insert("rows", [new BsonDocument { ["_id"] = "a" }], BsonAutoId.ObjectId);
            engine.Commit();
        }));
        database.Abandon();
    }

    [Fact]
    public async Task Rule3_AnswerLostAfterTheConfirmation_IsFoundCommittedAfterReopening()
    {
        var disk = new FailingDisk();
        await using var sink = Sinks.Open(Path, settings: disk.Settings);
        var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        disk.FailSyncAfterConfirmation = true;
        var result = await sink.CommitAsync(Sinks.Commit(1, epoch, Sinks.Row(1), Sinks.Row(2)));
        Assert.True(disk.Failed);
        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.Equal(2, result.Counts.Inserted);
        Assert.Equal(1, await sink.LastCommitAsync(Sinks.Owner, CancellationToken.None));
        Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(Sinks.Commit(2, epoch, Sinks.Row(3)))).Status);
        Assert.Equal(3, (await sink.ReadAsync()).Count);
    }

    [Fact]
    public async Task Rule3_DiskFullBeforeTheConfirmation_IsNotCommittedAndTheSameCommitSucceedsLater()
    {
        var disk = new FailingDisk();
        await using var sink = Sinks.Open(Path, settings: disk.Settings);
        var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
        disk.FailNextWrite = true;
        var fault = await Assert.ThrowsAsync<FaultException>(() => sink.CommitAsync(Sinks.Commit(1, epoch, Sinks.Row(1))));
        Assert.Equal("litedb.write_failed", fault.Code);
        Assert.Equal(FaultKind.Transient, fault.Kind);
        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await sink.LastCommitAsync(Sinks.Owner, CancellationToken.None));
        Assert.Empty(await sink.ReadAsync());
        Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(Sinks.Commit(1, epoch, Sinks.Row(1)))).Status);
    }

    [Fact]
    public async Task Rule11_DiskAlmostFull_StopsBeforeWritingAndKeepsWhatIsThere()
    {
        var free = long.MaxValue;
        var settings = new DatabaseSettings { FreeBytes = _ => free };
        await using var sink = Sinks.Open(Path, settings: settings);
        await sink.WriteAsync(Sinks.Row(1));
        free = settings.MinFreeBytes - 1;
        var fault = await Assert.ThrowsAsync<FaultException>(() => sink.WriteAsync(Sinks.Row(2)));
        Assert.Equal("litedb.no_space", fault.Code);
        Assert.Equal(FaultKind.Fatal, fault.Kind);
        Assert.Contains(await sink.CheckAsync(CancellationToken.None), finding => finding.Code == "litedb.no_space");
        free = long.MaxValue;
        Assert.Single(await sink.ReadAsync());
    }

    [Fact]
    public async Task RunAsync_DiskThatDoesNotAnswer_EndsInATransientFault()
    {
        using var answers = new ManualResetEventSlim(initialState: true);
        var settings = new DatabaseSettings { TransactionTimeout = TimeSpan.FromSeconds(4), OpenFile = path => new SilentFile(path, answers) };
        await using var sink = Sinks.Open(Path, settings: settings);
        await sink.WriteAsync(Sinks.Row(1));
        answers.Reset();
        var fault = await Assert.ThrowsAsync<FaultException>(() => sink.WriteAsync(Sinks.Row(2)));
        answers.Set();
        Assert.Equal("litedb.transaction_timeout", fault.Code);
        Assert.Equal(FaultKind.Transient, fault.Kind);
    }

    /// <summary>Real files that fail where a test says.</summary>
    private sealed class FailingDisk
    {
        public DatabaseSettings Settings => new() { OpenFile = path => new FailingFile(new DiskFile(path), this) };

        public bool FailNextWrite { get; set; }

        public bool FailSyncAfterConfirmation { get; set; }

        public bool Failed { get; set; }
    }

    private sealed class FailingFile(IPageFile file, FailingDisk disk) : IPageFile
    {
        private bool _confirmed;

        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> data, long offset)
        {
            if (disk.FailNextWrite)
            {
                disk.FailNextWrite = false;
                throw new IOException("No space left on device");
            }

            _confirmed = data.Length == 1;
            file.Write(data, offset);
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Sync()
        {
            if (_confirmed && disk.FailSyncAfterConfirmation)
            {
                disk.FailSyncAfterConfirmation = false;
                disk.Failed = true;
                throw new IOException("Input/output error");
            }

            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }

    /// <summary>A file whose disk answers only while it is let.</summary>
    private sealed class SilentFile(string path, ManualResetEventSlim answers) : IPageFile
    {
        private readonly DiskFile _file = new(path);

        public long Length => _file.Length;

        public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> data, long offset) => _file.Write(data, offset);

        public void SetLength(long length) => _file.SetLength(length);

        public void Sync()
        {
            answers.Wait(TimeSpan.FromSeconds(60)); // A failed test ends instead of hanging.
            _file.Sync();
        }

        public void Dispose() => _file.Dispose();
    }
}
