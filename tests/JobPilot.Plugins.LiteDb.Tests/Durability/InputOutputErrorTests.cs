using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Storage;

namespace JobPilot.Plugins.LiteDb.Tests.Durability;

/// <summary>The disk refuses the n-th operation, for every n of a reference run, once or from then on.</summary>
public sealed class InputOutputErrorTests : IDisposable
{
    private const int Commits = 3;
    private const int Rows = 5;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_EachOperationRefused_FaultWithMendAndWhatWasAcknowledgedIsWhole(bool staysFull)
    {
        var healthy = 0;
        for (var failing = 1; healthy == 0; failing++)
        {
            var path = _folder.File($"{staysFull}-{failing}.db");
            var disk = new Disk(failing, staysFull);
            var (acknowledged, fault) = await RunAsync(path, disk);
            healthy = disk.HasFailed ? 0 : failing;
            if (fault is not null)
            {
                Assert.NotNull(fault.Fix);
                Assert.Contains(path[..^3], fault.Message, StringComparison.Ordinal);
                Assert.StartsWith("litedb.", fault.Code, StringComparison.Ordinal);
            }
            else
            {
                // What failed once was tried again, as the engine does.
                Assert.Equal(Commits, acknowledged);
            }

            await using var sink = Sinks.Open(path);
            var claim = await sink.ClaimAsync();
            Assert.InRange(claim.LastCommit, acknowledged, acknowledged + 1);
            Assert.Equal(claim.LastCommit * Rows, (await sink.ReadAsync()).Count);
            Assert.DoesNotContain(await sink.CheckAsync(CancellationToken.None), finding => finding.Severity == DiagnosticSeverity.Error);
            var next = await sink.CommitAsync(Commit(claim.LastCommit + 1, claim.Epochs[Sinks.Split]));
            Assert.Equal(CommitStatus.Committed, next.Status);
        }

        Assert.InRange(healthy, Commits * 3, 2000);
    }

    private static Commit Commit(long number, long epoch) =>
        Sinks.Commit(number, epoch, [.. Enumerable.Range(0, Rows).Select(row => Sinks.Row((int)(number * Rows) + row, new string('x', 900)))]);

    private static async Task<(long Acknowledged, FaultException? Fault)> RunAsync(string path, Disk disk)
    {
        long acknowledged = 0;
        var sink = Sinks.Open(path, settings: new DatabaseSettings { OpenFile = file => new RefusingFile(new DiskFile(file), disk), CheckpointBytes = 48 << 10 });
        try
        {
            var epoch = (await sink.ClaimAsync()).Epochs[Sinks.Split];
            for (var number = 1; number <= Commits; number++)
            {
                acknowledged = await CommitAsync(sink, number, epoch);
            }

            return (acknowledged, null);
        }
        catch (FaultException fault)
        {
            return (acknowledged, fault);
        }
        finally
        {
            await sink.DisposeAsync();
        }
    }

    /// <summary>As the engine's home does: after a transient fault it asks whether the commit is there, and tries once more where it is not.</summary>
    private static async Task<long> CommitAsync(LiteDbSink sink, long number, long epoch)
    {
        try
        {
            Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(Commit(number, epoch))).Status);
        }
        catch (FaultException fault) when (fault.Kind == FaultKind.Transient)
        {
            if (await sink.LastCommitAsync(Sinks.Owner, CancellationToken.None) < number)
            {
                Assert.Equal(CommitStatus.Committed, (await sink.CommitAsync(Commit(number, epoch))).Status);
            }
        }

        return number;
    }

    private sealed class Disk(int failing, bool staysFull)
    {
        private int _count;

        public bool HasFailed => Volatile.Read(ref _count) >= failing;

        public void Operate()
        {
            var number = Interlocked.Increment(ref _count);
            if (number == failing || (staysFull && number > failing))
            {
                throw new IOException("No space left on device");
            }
        }
    }

    private sealed class RefusingFile(IPageFile file, Disk disk) : IPageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> data, long offset)
        {
            disk.Operate();
            file.Write(data, offset);
        }

        public void SetLength(long length)
        {
            disk.Operate();
            file.SetLength(length);
        }

        public void Sync()
        {
            disk.Operate();
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
