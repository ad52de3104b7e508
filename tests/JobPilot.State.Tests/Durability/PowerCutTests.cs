using System.Globalization;

namespace JobPilot.State.Tests;

/// <summary>
/// The store after a power cut: the operations of a reference run, cut off anywhere, with what was not synced lost or torn.
/// <c>JOBPILOT_TEST_CRASH_STATES=50000</c> asks for more than a thousand states.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const int Commits = 160;
    private readonly StateFolder _folder = StateFolder.InMemory();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_AfterAPowerCut_EveryAcknowledgedCommitIsWholeAndNoOtherIsHalf()
    {
        var states = int.Parse(Environment.GetEnvironmentVariable("JOBPILOT_TEST_CRASH_STATES") ?? "1000", CultureInfo.InvariantCulture);
        var disk = await RecordAsync();
        Assert.Contains(disk.Operations, operation => operation.Kind == "write" && operation.Path == _folder.File);
        for (var state = 0; state < states; state++)
        {
            var random = new Random(state);

            // The beginning is where files are made: a tenth of the states is from there.
            var cut = random.Next(state % 10 == 0 ? Math.Min(60, disk.Operations.Count) : disk.Operations.Count + 1);
            var acknowledged = disk.Acknowledged.LastOrDefault(one => one.Operations <= cut);
            using var left = StateFolder.InMemory();
            disk.CutAfter(cut, random, left.Path);
            try
            {
                await using var store = left.Open();
                await WholeState.AssertAsync(store, acknowledged.Number, acknowledged.Spent);

                // The store that was found goes on.
                var commits = await NumberedCommits.BeginAsync(store);
                var (number, spent) = await commits.CommitAsync();
                await WholeState.AssertAsync(store, number, spent);
            }
            catch (Exception exception)
            {
                Assert.Fail($"State {state}, cut after {cut} of {disk.Operations.Count} operations, {acknowledged.Number} acknowledged: {exception}");
            }
        }
    }

    private async Task<RecordedDisk> RecordAsync()
    {
        var disk = new RecordedDisk();
        using var watching = RecordingVfs.Watch(_folder.Path, disk.Record);
        await using (var store = _folder.Open())
        {
            var commits = await NumberedCommits.BeginAsync(store);
            for (var i = 0; i < Commits; i++)
            {
                var (number, spent) = await commits.CommitAsync();
                disk.Acknowledged.Add((disk.Operations.Count, number, spent));
            }
        }

        return disk;
    }
}
