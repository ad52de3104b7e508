using System.Text;
using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// What every collector promises. Derive a class in the plugin's tests, give it a collector over a source that answers the same each time
/// (<see cref="FakeSourceHttp"/>, a file), and run it: all facts are inherited.
/// </summary>
public abstract partial class CollectorConformance
{
    private const int MaxPageRecords = 1000;
    private const int MaxPageBytes = 4 * 1024 * 1024;
    private const int MaxOpaqueBytes = 16 * 1024;

    /// <summary>Whether two reads of the same split yield the same records; true by default. False leaves the resume facts out.</summary>
    protected virtual bool Deterministic => true;

    /// <summary>Whether every record has a key; true by default.</summary>
    protected virtual bool HasKeys => true;

    /// <summary>Pages that are read of each split, at most; 10 by default. An unlimited source is cut here.</summary>
    protected virtual int MaxPages => 10;

    /// <summary>How long a cancelled read may take to end; 5 s by default.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(5);

    /// <summary>Start of the pass that is asked for; 2026-01-15 at noon, UTC, by default.</summary>
    protected virtual DateTimeOffset AsOf => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Makes a new collector over the same source. Called several times a fact; the suite disposes what it made.</summary>
    protected abstract ICollector CreateCollector();

    /// <summary>The plan lists at least one split.</summary>
    [Fact]
    public async Task Plan_Always_ListsASplit() => Assert.NotEmpty(await PlanAsync());

    /// <summary>Two plans of two instances have the same ids and contents in the same order.</summary>
    [Fact]
    public async Task Plan_Twice_GivesTheSameSplits()
    {
        var first = await PlanAsync();
        var second = await PlanAsync();
        Assert.Equal(first.Select(split => split.Id), second.Select(split => split.Id));
        Assert.Equal(first.Select(split => split.Json), second.Select(split => split.Json));
    }

    /// <summary>Ids are unique, 1 to 400 characters; the JSON is one value of at most 16 KB.</summary>
    [Fact]
    public async Task Plan_Splits_KeepTheLimits()
    {
        var splits = await PlanAsync();
        Assert.Equal(splits.Count, splits.Select(split => split.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(splits, split =>
        {
            Assert.InRange(split.Id.Length, 1, 400);
            Assert.InRange(Encoding.UTF8.GetByteCount(split.Json), 1, MaxOpaqueBytes);
            using var document = System.Text.Json.JsonDocument.Parse(split.Json);
        });
    }

    /// <summary>A page holds at most 1,000 records and 4 MB; its position at most 16 KB, and not nothing.</summary>
    [Fact]
    public async Task Read_Pages_KeepTheLimits()
    {
        foreach (var (split, pages, _) in await ReadAllAsync())
        {
            Assert.All(pages, page =>
            {
                Assert.True(page.Lines.Count <= MaxPageRecords, $"Split '{split.Id}': a page holds {page.Lines.Count} records; 1,000 are allowed.");
                var bytes = page.Lines.Sum(line => (long)Encoding.UTF8.GetByteCount(line));
                Assert.True(bytes <= MaxPageBytes, $"Split '{split.Id}': a page holds {bytes} bytes; 4 MB are allowed.");
                Assert.InRange(Encoding.UTF8.GetByteCount(page.After.Value), 0, MaxOpaqueBytes);
            });
        }
    }

    /// <summary>Every record that is one has a key.</summary>
    [Fact]
    public async Task Read_Records_HaveKeys()
    {
        if (HasKeys)
        {
            Assert.All(await ReadAllAsync(), read => Assert.All(read.Pages, page => Assert.DoesNotContain(page.Keys, string.IsNullOrEmpty)));
        }
    }

    /// <summary>The source of this suite has records; without any, the other facts would prove nothing.</summary>
    [Fact]
    public async Task Read_AllSplits_YieldARecord() => Assert.Contains(await ReadAllAsync(), read => read.Pages.Any(page => page.Lines.Count > 0));

    /// <summary>Two reads yield the same records in the same order.</summary>
    [Fact]
    public async Task Read_Twice_YieldsTheSame()
    {
        if (Deterministic)
        {
            Assert.Equal(Flatten(await ReadAllAsync()), Flatten(await ReadAllAsync()));
        }
    }

    /// <summary>
    /// A new instance that reads after any page's position yields exactly the remaining records: none twice, none left out; behind the last
    /// page of a complete pass none at all.
    /// </summary>
    [Fact]
    public async Task Read_AfterEachPosition_YieldsTheRest()
    {
        if (!Deterministic)
        {
            return;
        }

        foreach (var (split, pages, ended) in await ReadAllAsync())
        {
            for (var at = 0; at < pages.Count; at++)
            {
                var expected = pages.Skip(at + 1).SelectMany(page => page.Lines).ToList();
                var (rest, restEnded) = await ReadAsync(split, pages[at].After, ended ? int.MaxValue : expected.Count);
                var actual = rest.SelectMany(page => page.Lines).ToList();
                Assert.True(
                    expected.SequenceEqual(ended ? actual : actual.Take(expected.Count)),
                    $"Split '{split.Id}' read after page {at + 1} yields {actual.Count} records that are not the {expected.Count} remaining ones.");
                Assert.Equal(ended, restEnded);
            }
        }
    }

    /// <summary>A read that is cancelled between two pages ends soon: by an end, or by <see cref="OperationCanceledException"/>.</summary>
    [Fact]
    public async Task Read_CancelledMidway_EndsSoon()
    {
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        using var cancel = new CancellationTokenSource();
        var split = (await collector.PlanAsync(CancellationToken.None))[0];
        var reading = ReadUntilCancelledAsync(collector, split, cancel);
        var ended = await Task.WhenAny(reading, Task.Delay(Patience, CancellationToken.None));
        Assert.True(ended == reading, $"The read of split '{split.Id}' went on for {Patience.TotalSeconds:0} s after it was cancelled.");
        await reading;
    }

    /// <summary>A read whose token is cancelled beforehand yields nothing, or one page at most, and throws nothing else.</summary>
    [Fact]
    public async Task Read_CancelledBefore_EndsSoon()
    {
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        var split = (await collector.PlanAsync(CancellationToken.None))[0];
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await ReadUntilCancelledAsync(collector, split, cancel).WaitAsync(Patience);
    }

    /// <summary>Acknowledging the same position twice does no harm.</summary>
    [Fact]
    public async Task Acknowledge_Twice_Harmless()
    {
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        foreach (var (split, pages, _) in (await ReadAllAsync()).Where(read => read.Pages.Count > 0))
        {
            await collector.AcknowledgeAsync(split, pages[0].After, CancellationToken.None);
            await collector.AcknowledgeAsync(split, pages[0].After, CancellationToken.None);
        }
    }

    /// <summary>Disposing twice, and without a read, does no harm.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        var collector = CreateCollector();
        await Owned.DisposeTwiceAsync(collector);
    }

    private static IEnumerable<string> Flatten(IEnumerable<SplitPages> reads) =>
        reads.SelectMany(read => read.Pages.SelectMany(page => page.Lines.Select(line => $"{read.Split.Id}\n{line}")));

    private async Task ReadUntilCancelledAsync(ICollector collector, Split split, CancellationTokenSource cancel)
    {
        var pages = 0;
        try
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(split, AsOf), cancel.Token))
            {
                pages++;
                Assert.True(pages <= 2, $"The read of split '{split.Id}' yields pages although it was cancelled.");
                await cancel.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // One of the two allowed ends.
        }
    }

    private async Task<IReadOnlyList<Split>> PlanAsync()
    {
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        return await collector.PlanAsync(CancellationToken.None);
    }

    private async Task<List<SplitPages>> ReadAllAsync()
    {
        var reads = new List<SplitPages>();
        foreach (var split in await PlanAsync())
        {
            var (pages, ended) = await ReadAsync(split, null, int.MaxValue);
            reads.Add(new SplitPages(split, pages, ended));
        }

        return reads;
    }

    /// <summary>Reads as the engine does after a restart: a new instance plans again and reads the split of the same id.</summary>
    private Task<(List<PageLines> Pages, bool Ended)> ReadAsync(Split planned, Position? after, int enough) =>
        ReadAsAskedAsync(planned, split => new SplitRead(split, AsOf) { After = after }, enough);

    private async Task<(List<PageLines> Pages, bool Ended)> ReadAsAskedAsync(Split planned, Func<Split, SplitRead> read, int enough)
    {
        var collector = CreateCollector();
        await using var owned = new Owned(collector);
        var split = (await collector.PlanAsync(CancellationToken.None)).Single(candidate => candidate.Id == planned.Id);
        var pages = new List<PageLines>();
        var records = 0;
        await foreach (var page in collector.ReadAsync(read(split), CancellationToken.None))
        {
            pages.Add(PageLines.Of(page, PostedAt));
            records += page.Records.Count;
            if (pages.Count >= MaxPages || records >= enough)
            {
                return (pages, false);
            }
        }

        return (pages, true);
    }

    private sealed record SplitPages(Split Split, List<PageLines> Pages, bool Ended);

    private sealed record PageLines(
        Position After, IReadOnlyList<string> Lines, IReadOnlyList<string?> Keys, IReadOnlyList<DateTimeOffset?> Posted, Bookmark? Bookmark)
    {
        public static PageLines Of(Page page, Func<Record, DateTimeOffset?> postedAt) => new(
            page.After,
            [.. page.Records.Select(record => $"{record.Key}\t{record.MalformedReason}\t{record}")],
            [.. page.Records.Where(record => record.MalformedReason is null).Select(record => record.Key)],
            [.. page.Records.Select(record => record.MalformedReason is null ? postedAt(record) : null)],
            page.Bookmark);
    }
}
