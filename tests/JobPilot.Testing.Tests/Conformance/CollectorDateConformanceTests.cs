using System.Globalization;
using System.Runtime.CompilerServices;

namespace JobPilot.Testing.Tests.Conformance;

public sealed class CollectorDateConformanceTests
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task Suite_DatedCollector_Passes() => SuiteRun.PassesAsync(() => new Suite(new Dated()));

    [Fact]
    public Task Suite_BookmarkOfAnOlderRecord_Fails() =>
        SuiteRun.CatchesAsync("Read_Bookmarks_SayTheNewestDate", () => new Suite(new Dated { BookmarkShift = TimeSpan.FromHours(-1) }));

    [Fact]
    public Task Suite_BookmarkNotUtc_Fails() =>
        SuiteRun.CatchesAsync("Read_Bookmarks_SayTheNewestDate", () => new Suite(new Dated { Offset = TimeSpan.FromHours(2) }));

    [Fact]
    public Task Suite_SinceIgnored_Fails() => SuiteRun.CatchesAsync("Read_Bounds_YieldNothingBesides", () => new Suite(new Dated { IgnoresSince = true }));

    [Fact]
    public Task Suite_UntilInclusive_Fails() =>
        SuiteRun.CatchesAsync("Read_Bounds_YieldNothingBesides", () => new Suite(new Dated { UntilShift = TimeSpan.FromHours(1) }));

    [Fact]
    public Task Suite_SinceExclusive_Fails() =>
        SuiteRun.CatchesAsync("Read_Bounds_YieldNothingBesides", () => new Suite(new Dated { SinceShift = TimeSpan.FromHours(1) }));

    [Fact]
    public Task Suite_BookmarkYieldsOtherRecords_Fails() =>
        SuiteRun.CatchesAsync("Read_FromTheBookmark_YieldsNothingBesides", () => new Suite(new Dated { InventsAfterBookmark = true }));

    private sealed class Suite(ICollector collector) : CollectorConformance
    {
        protected override bool FiltersByDate => true;

        protected override DateTimeOffset? PostedAt(Record record) => First.AddHours(int.Parse(record.Key!, CultureInfo.InvariantCulture));

        protected override ICollector CreateCollector() => collector;
    }

    /// <summary>Thirty records, one an hour, ten a page.</summary>
    private sealed class Dated : ICollector
    {
        public TimeSpan BookmarkShift { get; init; }

        public TimeSpan Offset { get; init; }

        public TimeSpan SinceShift { get; init; }

        public TimeSpan UntilShift { get; init; }

        public bool IgnoresSince { get; init; }

        public bool InventsAfterBookmark { get; init; }

        public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split("a")]);

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var at = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) : 0; at < 30; at += 10)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                var hours = Enumerable.Range(at, 10).Where(hour => (IgnoresSince || !(First.AddHours(hour) < read.Since + SinceShift))
                    && !(First.AddHours(hour) >= read.Until + UntilShift)).ToList();
                var newest = hours.Count > 0 ? First.AddHours(hours[^1]) + BookmarkShift : (DateTimeOffset?)null;
                yield return new Page(
                    [.. hours.Select(hour => Record.FromJson(new() { ["id"] = InventsAfterBookmark && read.Bookmark is not null ? -hour : hour }, $"{hour}"))],
                    new Position($"{at + 10}"))
                {
                    Bookmark = newest is { } date ? new Bookmark { HighWater = date.ToOffset(Offset) } : null,
                };
            }
        }
    }
}
