using System.Text;
using Xunit;

namespace JobPilot.Testing;

public abstract partial class CollectorConformance
{
    /// <summary>When a record was posted, as far as it says so itself; null by default, which leaves the exact facts out.</summary>
    /// <param name="record">A record of the collector, not malformed.</param>
    protected virtual DateTimeOffset? PostedAt(Record record) => null;

    /// <summary>Whether the collector heeds <see cref="SplitRead.Since"/> and <see cref="SplitRead.Until"/> to the second; false by default.</summary>
    protected virtual bool FiltersByDate => false;

    /// <summary>A bookmark is the newest date of its page's records in UTC where they say one, and its token at most 16 KB; two reads give the same.</summary>
    [Fact]
    public async Task Read_Bookmarks_SayTheNewestDate()
    {
        var first = await ReadAllAsync();
        foreach (var page in first.SelectMany(read => read.Pages).Where(page => page.Bookmark is not null))
        {
            var bookmark = page.Bookmark!;
            Assert.True(bookmark.HighWater is not null || bookmark.Token is not null, "A bookmark with neither date nor token says nothing: leave it out.");
            Assert.Equal(TimeSpan.Zero, bookmark.HighWater?.Offset ?? TimeSpan.Zero);
            Assert.InRange(Encoding.UTF8.GetByteCount(bookmark.Token ?? ""), 0, MaxOpaqueBytes);
            if (bookmark.HighWater is { } newest && page.Posted.Max() is { } posted)
            {
                Assert.Equal(posted, newest);
            }
        }

        if (Deterministic)
        {
            Assert.Equal(Bookmarks(first), Bookmarks(await ReadAllAsync()));
        }
    }

    /// <summary>With bounds a read yields only what it yields without them; what heeds them yields exactly what lies within.</summary>
    [Fact]
    public async Task Read_Bounds_YieldNothingBesides()
    {
        if (!Deterministic)
        {
            return;
        }

        foreach (var (split, pages, ended) in await ReadAllAsync())
        {
            var dates = pages.SelectMany(page => page.Posted).OfType<DateTimeOffset>().Order().ToList();
            var since = dates.Count > 0 ? dates[dates.Count / 3] : AsOf.AddDays(-3);
            var until = dates.Count > 0 ? dates[dates.Count * 2 / 3] : AsOf;
            await CheckBoundsAsync(split, pages, ended, since, null);
            await CheckBoundsAsync(split, pages, ended, since, until);
        }
    }

    /// <summary>A read that begins at the bookmark of the last pass ends, and yields nothing that the last pass did not have.</summary>
    [Fact]
    public async Task Read_FromTheBookmark_YieldsNothingBesides()
    {
        foreach (var (split, pages, ended) in (await ReadAllAsync()).Where(read => read.Ended && Deterministic))
        {
            if (pages.Select(page => page.Bookmark?.HighWater).Max() is { } newest)
            {
                var bookmark = new Bookmark { HighWater = newest, Token = pages.LastOrDefault(page => page.Bookmark?.Token is not null)?.Bookmark!.Token };
                var (again, _) = await ReadAsAskedAsync(split, planned => new SplitRead(planned, AsOf) { Bookmark = bookmark, Since = newest }, int.MaxValue);
                Assert.Subset(pages.SelectMany(page => page.Lines).ToHashSet(StringComparer.Ordinal), again.SelectMany(page => page.Lines).ToHashSet(StringComparer.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Bookmarks(IEnumerable<SplitPages> reads) =>
        reads.SelectMany(read => read.Pages.Select(page => $"{read.Split.Id} {page.Bookmark?.HighWater:O} {page.Bookmark?.Token}"));

    private async Task CheckBoundsAsync(Split split, List<PageLines> pages, bool ended, DateTimeOffset since, DateTimeOffset? until)
    {
        var (bounded, boundedEnded) = await ReadAsAskedAsync(split, planned => new SplitRead(planned, AsOf) { Since = since, Until = until }, int.MaxValue);
        if (ended && boundedEnded)
        {
            Assert.Subset(pages.SelectMany(page => page.Lines).ToHashSet(StringComparer.Ordinal), bounded.SelectMany(page => page.Lines).ToHashSet(StringComparer.Ordinal));
        }

        if (!FiltersByDate)
        {
            return;
        }

        Assert.All(bounded.SelectMany(page => page.Posted), posted => Assert.False(
            posted < since || posted >= until, $"Split '{split.Id}' yields a record of {posted:O}, which lies outside of {since:O} to {until:O}."));
        if (ended && boundedEnded)
        {
            var within = pages.Sum(page => page.Posted.Count(posted => posted >= since && !(posted >= until)));
            Assert.Equal(within, bounded.Sum(page => page.Posted.Count(posted => posted is not null)));
        }
    }
}
