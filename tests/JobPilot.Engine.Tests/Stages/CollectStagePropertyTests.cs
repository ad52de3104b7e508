using System.Threading.Channels;
using FsCheck.Xunit;
using JobPilot.Engine.Contracts;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Stages;

/// <summary>What holds of the cutting of pages into batches, whatever sizes they have.</summary>
public class CollectStagePropertyTests
{
    [Property(MaxTest = 1000)]
    public Task RunAsync_AnyPages_EveryRecordOnceInOrderAndNoPageEndBeforeItsLastRecord(byte[][] sources, byte size, ushort? limit) =>
        CheckAsync(sources ?? [], 1 + (size % 40), limit);

    private static async Task CheckAsync(byte[][] sources, int batchSize, long? limit)
    {
        var arrived = new SemaphoreSlim(0);
        var pages = sources.Take(4).Select((sizes, source) => Source(source, sizes ?? [])).ToList();
        var merger = new PageMerger(pages.ConvertAll(page => page.Source), arrived, limit);
        var (work, order) = (Channel.CreateUnbounded<Batch>(), Channel.CreateUnbounded<Batch>());
        var stage = new CollectStage(merger, new ShapeWatch(new EngineRun().Environment()), new BatchLimit(batchSize), work.Writer, order.Writer);
        await stage.RunAsync(CancellationToken.None, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        var batches = await order.Reader.ReadAllAsync().ToListAsync();

        Assert.Null(stage.Failure);
        Assert.Equal(batches, await work.Reader.ReadAllAsync().ToListAsync());
        Assert.All(batches, batch => Assert.InRange(batch.Items.Count, 0, batchSize));
        var (taken, total) = (0L, pages.Sum(page => (long)page.Keys.Count));
        var seen = pages.ConvertAll(_ => new List<string>());
        foreach (var batch in batches)
        {
            foreach (var item in batch.Items)
            {
                taken++;
                seen[item.Record.Key![0] - '0'].Add(item.Record.Key);
            }

            // An end of a page says that all of the split up to it is in this batch or an earlier one.
            foreach (var end in batch.PageEnds.Where(end => end.After is not null))
            {
                var source = end.Split.QualifiedId[0] - '0';
                var last = int.Parse(end.After!.Value, System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(seen[source].Count >= last, $"The end behind {last} records came after {seen[source].Count}.");
            }

            Assert.True(batch.EndsPage || batch.PageEnds.Count == 0 || batch.Items.Count == batchSize);
        }

        for (var source = 0; source < pages.Count; source++)
        {
            Assert.Equal(pages[source].Keys.Take(seen[source].Count), seen[source]);
        }

        Assert.Equal(limit is { } most ? Math.Min(most, total) : total, taken);
    }

    private static (PageSource Source, List<string> Keys) Source(int number, byte[] sizes)
    {
        var plan = new CollectorPlan { Id = $"{number}", Type = "fake", Collector = new FakeCollector("x", 0), Weight = 1 + number };
        var split = new SplitRun(plan, new Split("all"), $"{number}/all", 1, new SplitState());
        var channel = Channel.CreateUnbounded<PumpedPage>();
        var keys = new List<string>();
        foreach (var size in sizes.Take(60))
        {
            var records = Enumerable.Range(keys.Count, size % 50).Select(at => Record.Create($"{number}:{at}")).ToList();
            keys.AddRange(records.Select(record => record.Key!));
            channel.Writer.TryWrite(new PumpedPage(split, new Page(records, new Position($"{keys.Count}"))));
        }

        channel.Writer.TryWrite(new PumpedPage(split, null));
        channel.Writer.Complete();
        return (new PageSource(plan, channel.Reader), keys);
    }
}
