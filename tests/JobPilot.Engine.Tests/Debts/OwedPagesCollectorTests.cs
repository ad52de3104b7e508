using JobPilot.Engine.Debts;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Debts;

/// <summary>Of what a landed run read, only the pages that are owed are given again.</summary>
public class OwedPagesCollectorTests
{
    [Fact]
    public async Task Read_RangesInTheMiddle_GivesTheirPagesAndSaysWhatIsStillOwed()
    {
        var payment = new SinkPayment("file", [(4, Range("10", "30", 20)), (7, Range("50", "60", 10))]);

        var pages = await ReadAsync(payment, 100);

        Assert.Equal([10, 20, 50], pages.Select(First));
        Assert.Equal(["4 20", "4", "7"], PaidBy(payment, pages));
    }

    [Fact]
    public async Task Read_FromTheStartAndCutByALimit_GivesThePartOfThePage()
    {
        var payment = new SinkPayment("file", [(1, Range(null, "20", 25) with { Cut = 5 })]);

        var pages = await ReadAsync(payment, 100);

        Assert.Equal([10, 10, 5], pages.Select(page => page.Records.Count));
        Assert.Equal(["1 10", "1 20", "1"], PaidBy(payment, pages));
    }

    [Fact]
    public async Task Read_CutFirstPage_GivesItsPart()
    {
        var pages = await ReadAsync(new SinkPayment("file", [(1, Range(null, null, 3) with { Cut = 3 })]), 100);

        Assert.Equal([0], pages.Select(First));
        Assert.Equal(3, Assert.Single(pages).Records.Count);
    }

    [Fact]
    public async Task Read_TwoRangesThatTouch_GivesEachPageOnce()
    {
        var payment = new SinkPayment("file", [(1, Range(null, "10", 10)), (2, Range("10", "20", 10))]);

        var pages = await ReadAsync(payment, 30);

        Assert.Equal([0, 10], pages.Select(First));
        Assert.Equal(["1", "2"], PaidBy(payment, pages));
    }

    [Fact]
    public async Task Read_GoesOnBehindASkippedPage_RangeGoesOn()
    {
        var payment = new SinkPayment("file", [(1, Range("10", "50", 40))]);
        var collector = new OwedPagesCollector("source", new FakeCollector("a", 100), payment);
        var first = new List<Page>();
        await foreach (var page in collector.ReadAsync(Read(null), default))
        {
            first.Add(page);
            if (first.Count == 2)
            {
                break; // The page behind 30 failed then, and the pump went on behind it.
            }
        }

        var pages = first.Concat(await ToListAsync(collector.ReadAsync(Read("40"), default))).ToList();

        Assert.Equal([10, 20, 40], pages.Select(First));
        Assert.Equal("1", PaidBy(payment, pages)[^1]);
    }

    [Fact]
    public async Task Read_SplitThatIsNotOwed_GivesNothing() =>
        Assert.Empty(await ReadAsync(new SinkPayment("file", [(1, Range("10", "30", 20) with { Split = "other" })]), 50));

    private static OwedRange Range(string? from, string? to, long rows) =>
        new() { Run = "run-1", Location = "/file", Collector = "source", Split = "all", From = from, To = to, Rows = rows };

    private static SplitRead Read(string? after) => new(new Split("all"), DateTimeOffset.UnixEpoch) { After = after is null ? null : new Position(after) };

    private static Task<List<Page>> ReadAsync(SinkPayment payment, int records) =>
        ToListAsync(new OwedPagesCollector("source", new FakeCollector("a", records), payment).ReadAsync(Read(null), default));

    private static async Task<List<Page>> ToListAsync(IAsyncEnumerable<Page> pages)
    {
        var list = new List<Page>();
        await foreach (var page in pages)
        {
            list.Add(page);
        }

        return list;
    }

    private static int First(Page page) => (int)page.Records[0].GetInteger(FieldPath.Parse("n"))!;

    /// <summary>The number of each debt that a page pays, with the position from which on it is still owed.</summary>
    private static List<string> PaidBy(SinkPayment payment, IEnumerable<Page> pages)
    {
        var split = new SplitRun(new CollectorPlan { Id = "source", Type = "source", Collector = new FakeCollector("a", 0) }, new Split("all"), "source/all", 1, new SplitState());
        return [.. pages.SelectMany(page => payment.PaidBy([new PageEnd(split, page.After)])).Select(debt =>
            debt.Text is null ? $"{debt.Number}" : $"{debt.Number} {OwedRange.Parse(debt).From}")];
    }
}
