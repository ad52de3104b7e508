using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Tests.Listing;

public class KeptValuesTests
{
    [Fact]
    public void Add_MoreThanThereIsRoomFor_KeepsTheFirst()
    {
        var kept = new KeptValues<int, string>(2);

        foreach (var key in (int[])[1, 1, 2, 3])
        {
            kept.Add(key, $"{key}");
        }

        Assert.Equal([true, true, false], ((int[])[1, 2, 3]).Select(key => kept.TryGet(key, out _)));
        Assert.True(kept.TryGet(2, out var value));
        Assert.Equal("2", value);
    }

    [Fact]
    public void Add_ManyThreadsAtOnce_StaysBounded()
    {
        var kept = new KeptValues<int, int>(100);

        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, key => kept.Add(key, key));

        Assert.InRange(Enumerable.Range(0, 10_000).Count(key => kept.TryGet(key, out _)), 100, 104);
    }
}
