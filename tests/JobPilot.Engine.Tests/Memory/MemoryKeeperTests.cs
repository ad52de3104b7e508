using JobPilot.Engine.Commits;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Memory;

/// <summary>How the view of the memory catches up with its home.</summary>
public class MemoryKeeperTests
{
    [Theory]
    [InlineData(40, 2000, 40_000)] // Large blobs, some at a time.
    [InlineData(300, 1, 64)] // Small ones, never more than 64.
    public async Task CatchUp_ManyCommits_AppliesAllInOrderAndHoldsFewAtATime(int commits, int changes, int most) // Invariant 7
    {
        var home = new MemoryHome();
        var journal = new MemoryJournal();
        for (var number = 1; number <= commits; number++)
        {
            var blob = journal.Write(Packed.Of([.. Enumerable.Range(0, changes).Select(key => new MemoryChange(new MemoryKey("scope", $"{key}"), $"{number:D100}"))]));
            await home.CommitAsync(new Commit("test", number, []) { Journal = blob.ToArray() }, default);
        }

        var run = new EngineRun();
        using var known = new Home(home, "home", "test", run.Environment());
        await known.ClaimAsync([], default);

        await new MemoryKeeper(known, home).CatchUpAsync([new ProcessorPlan { Id = "smallest", Type = "smallest", Processor = new KeepSmallest() }], run.Environment(), default);

        Assert.Equal((commits, commits * changes), (home.Applied, home.Applications.Sum(one => one.Changes)));
        Assert.InRange(home.Applications.Max(one => one.Changes), changes, most);
        var values = await home.ReadAsync("test", "home-1", [new MemoryKey("scope", "0")], default);
        Assert.Equal($"{commits:D100}", Assert.Single(values).Value);
    }

    [Theory]
    [InlineData(20_000, 20, 10, new[] { 40_000, 40_000, 40_000, 60_000, 100_000, 100_000 })] // The more the view has, the more it is given at once.
    [InlineData(100, 10, 60_000, new[] { 200, 200, 200, 200, 200 })] // About 10 MB.
    public async Task Committed_ChangesWait_AreAppliedManyAtATime(int changes, int commits, int length, int[] expected)
    {
        var home = new MemoryHome();
        var run = new EngineRun();
        using var known = new Home(home, "home", "test", run.Environment());
        await known.ClaimAsync([], default);
        var keeper = new MemoryKeeper(known, home);
        await keeper.CatchUpAsync([new ProcessorPlan { Id = "smallest", Type = "smallest", Processor = new KeepSmallest() }], run.Environment(), default);
        keeper.Begin();
        for (var number = 1; number <= commits; number++)
        {
            for (var i = 0; i < changes; i++)
            {
                keeper.Memory.Set(keeper.Memory.Find(new HashedKey(new MemoryKey("scope", $"{number}/{i}")))!, new string('v', length));
            }

            keeper.Memory.EndBatch();
            Assert.Equal(CommitStatus.Committed, (await known.CommitAsync(new Commit("test", number, []) { Journal = MemoryJournal.Empty }, default)).Status);
            await keeper.CommittedAsync(number, default);
        }

        await keeper.CompleteAsync(default);

        Assert.Equal(expected.Append((changes * commits) - expected.Sum()).Where(count => count > 0), home.Applications.Select(one => one.Changes));
        Assert.Equal(commits, home.Applied);
    }
}
