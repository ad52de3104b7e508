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
}
