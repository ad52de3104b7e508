using Xunit;

namespace JobPilot.Testing;

public abstract partial class CollectorConformance
{
    /// <summary>Several splits that one collector reads at once, each on a thread of its own, give what they give one after the other.</summary>
    [Fact]
    public async Task Read_SplitsAtOnce_SameAsOneByOne()
    {
        if (!Deterministic)
        {
            return;
        }

        var alone = await ReadAllAsync();
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        var splits = await collector.PlanAsync(CancellationToken.None);
        var together = await Task.WhenAll(splits.Select(split => Task.Run(async () => (Split: split, Lines: await LinesAsync(collector, split)))));
        Assert.All(together, read => Assert.Equal(
            alone.Single(one => one.Split.Id == read.Split.Id).Pages.SelectMany(page => page.Lines), read.Lines));
    }

    private async Task<List<string>> LinesAsync(ICollector collector, Split split)
    {
        var lines = new List<string>();
        var pages = 0;
        await foreach (var page in collector.ReadAsync(new SplitRead(split, AsOf), CancellationToken.None))
        {
            lines.AddRange(PageLines.Of(page, PostedAt).Lines);
            if (++pages >= MaxPages)
            {
                break;
            }
        }

        return lines;
    }
}
