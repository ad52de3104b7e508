namespace JobPilot.State.Tests;

/// <summary>The disk refuses the n-th operation, for every n of a reference run.</summary>
public sealed class InputOutputErrorTests
{
    private const int Commits = 4;
    private const int WriteError = 778;
    private const int SyncError = 1034;
    private const int Full = 13;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_EachOperationRefusedOnce_FaultWithMendAndTheNextStoreHasWhatWasAcknowledged(bool staysFull)
    {
        var healthy = 0;
        for (var failing = 1; healthy == 0; failing++)
        {
            using var folder = StateFolder.InMemory();
            var (acknowledged, spent, fault) = await RunAsync(folder, failing, staysFull);
            healthy = fault is null ? failing : 0;
            if (fault is not null)
            {
                Assert.NotNull(fault.Fix);
                Assert.Contains(folder.Path, fault.Message, StringComparison.Ordinal);
                Assert.Contains(fault.Code, new[] { ErrorCodes.DiskFull, ErrorCodes.InputOutput, ErrorCodes.CannotOpen });
            }

            await using var store = folder.Open();
            await WholeState.AssertAsync(store, acknowledged, spent);
            var (number, used) = await (await NumberedCommits.BeginAsync(store)).CommitAsync();
            await WholeState.AssertAsync(store, number, used);
        }

        Assert.InRange(healthy, Commits * 3, 2000);
    }

    private static async Task<(long Acknowledged, long Spent, FaultException? Fault)> RunAsync(StateFolder folder, int failing, bool staysFull)
    {
        var count = 0;
        using var watching = RecordingVfs.Watch(folder.Path, operation =>
        {
            if (operation.Kind is not ("write" or "sync" or "cut"))
            {
                return 0;
            }

            var number = Interlocked.Increment(ref count);
            return number == failing || (staysFull && number > failing) ? staysFull ? Full : operation.Kind == "write" ? WriteError : SyncError : 0;
        });
        (long Number, long Spent) last = default;
        await using var store = folder.Open();
        try
        {
            var commits = await NumberedCommits.BeginAsync(store);
            for (var i = 0; i < Commits; i++)
            {
                last = await commits.CommitAsync();
            }

            return (last.Number, last.Spent, null);
        }
        catch (FaultException fault)
        {
            return (last.Number, last.Spent, fault);
        }
    }
}
