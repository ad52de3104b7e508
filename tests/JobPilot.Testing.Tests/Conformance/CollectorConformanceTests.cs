using System.Runtime.CompilerServices;

namespace JobPilot.Testing.Tests.Conformance;

public sealed class CollectorConformanceTests
{
    [Fact]
    public Task Suite_ScriptedCollector_Passes() => SuiteRun.PassesAsync(() => new Suite(Good));

    [Fact]
    public Task Suite_UnlimitedCollector_Passes() => SuiteRun.PassesAsync(() => new Suite(() => new Broken(Good(), unlimited: true)));

    [Fact]
    public Task Suite_MixesSplitsThatAreReadAtOnce_Fails() => SuiteRun.CatchesAsync("Read_SplitsAtOnce_SameAsOneByOne", () => new Suite(() => new Mixing(Good())));

    [Fact]
    public Task Suite_EmptyPlan_Fails() =>
        SuiteRun.CatchesAsync("Plan_Always_ListsASplit", () => new Suite(() => new ScriptedCollector()));

    [Fact]
    public Task Suite_PlanThatChanges_Fails() => SuiteRun.CatchesAsync(
        "Plan_Twice_GivesTheSameSplits", () => new Suite(() => new Broken(Good(), plan: splits => [.. splits.Select(split => new Split($"{split.Id}{Guid.NewGuid()}"))])));

    [Fact]
    public Task Suite_SplitTwice_Fails() => SuiteRun.CatchesAsync(
        "Plan_Splits_KeepTheLimits", () => new Suite(() => new Broken(Good(), plan: splits => [.. splits, splits[0]])));

    [Fact]
    public Task Suite_SplitTooLarge_Fails() => SuiteRun.CatchesAsync(
        "Plan_Splits_KeepTheLimits", () => new Suite(() => new Broken(Good(), plan: splits => [new Split(splits[0].Id, $"\"{new string('x', 17_000)}\"")])));

    [Fact]
    public Task Suite_PageTooLong_Fails() => SuiteRun.CatchesAsync(
        "Read_Pages_KeepTheLimits",
        () => new Suite(() => new ScriptedCollector().WithSplit("a", [.. Enumerable.Range(0, 1001).Select(number => $"{number}")])));

    [Fact]
    public Task Suite_PositionTooLarge_Fails() => SuiteRun.CatchesAsync(
        "Read_Pages_KeepTheLimits", () => new Suite(() => new Broken(Good(), page: page => new Page(page.Records, new Position(new string('x', 17_000))))));

    [Fact]
    public Task Suite_RecordsWithoutKey_Fails() => SuiteRun.CatchesAsync(
        "Read_Records_HaveKeys", () => new Suite(() => new Broken(Good(), page: page => new Page([Record.Create()], page.After))));

    [Fact]
    public Task Suite_NoRecords_Fails() =>
        SuiteRun.CatchesAsync("Read_AllSplits_YieldARecord", () => new Suite(() => new ScriptedCollector().WithSplit("a", [])));

    [Fact]
    public Task Suite_PositionOneTooFar_Fails() => SuiteRun.CatchesAsync(
        "Read_AfterEachPosition_YieldsTheRest",
        () => new Suite(() => new Broken(Good(), page: page => new Page(page.Records, new Position($"{int.Parse(page.After.Value) + 1}")))));

    [Fact]
    public Task Suite_PositionIgnored_Fails() => SuiteRun.CatchesAsync(
        "Read_AfterEachPosition_YieldsTheRest", () => new Suite(() => new Broken(Good(), read: read => new SplitRead(read.Split, read.AsOf))));

    [Fact]
    public Task Suite_OtherRecordsEachTime_Fails() => SuiteRun.CatchesAsync(
        "Read_Twice_YieldsTheSame", () => new Suite(() => new Broken(Good(), page: page => new Page([Record.Create($"{Guid.NewGuid()}")], page.After))));

    [Fact]
    public Task Suite_CancellationIgnored_Fails() => SuiteRun.CatchesAsync(
        "Read_CancelledMidway_EndsSoon", () => new Suite(() => new Broken(Good(), deaf: true)));

    [Fact]
    public Task Suite_HangsWhenCancelled_Fails() => SuiteRun.CatchesAsync(
        "Read_CancelledMidway_EndsSoon", () => new Suite(() => new Broken(Good(), hangs: true)));

    [Fact]
    public Task Suite_SecondDisposalThrows_Fails() =>
        SuiteRun.CatchesAsync("Dispose_Twice_Harmless", () => new Suite(() => new Broken(Good(), disposesOnce: true)));

    private static ScriptedCollector Good() => new ScriptedCollector().WithSplit("a", ["1", "2"], [], ["3"], ["4"]).WithSplit("b", ["5"]);

    private sealed class Suite(Func<ICollector> create) : CollectorConformance
    {
        protected override TimeSpan Patience => TimeSpan.FromSeconds(1);

        protected override ICollector CreateCollector() => create();
    }

    private sealed class Broken(
        ICollector good, Func<IReadOnlyList<Split>, IReadOnlyList<Split>>? plan = null, Func<SplitRead, SplitRead>? read = null,
        Func<Page, Page>? page = null, bool deaf = false, bool hangs = false, bool disposesOnce = false, bool unlimited = false)
        : ICollector, IDisposable
    {
        private bool _disposed;

        public async ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
        {
            var splits = await good.PlanAsync(cancellationToken);
            return plan is null ? splits : plan(splits);
        }

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead asked, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (unlimited)
            {
                for (var number = asked.After is { } after ? int.Parse(after.Value) + 1 : 1; ; number++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return new Page([Record.Create($"{number}")], new Position($"{number}"));
                }
            }

            var token = deaf || hangs ? CancellationToken.None : cancellationToken;
            await foreach (var next in good.ReadAsync(read is null ? asked : read(asked), token))
            {
                yield return page is null ? next : page(next);
                if (hangs && cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
                }
            }
        }

        public void Dispose()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _disposed = disposesOnce;
        }
    }

    /// <summary>Keeps the split that is read in a field, which does as long as one is read at a time.</summary>
    private sealed class Mixing(ICollector inner) : ICollector
    {
        private volatile Split? _split;

        public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => inner.PlanAsync(cancellationToken);

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            _split = read.Split;
            await Task.Delay(100, cancellationToken);
            await foreach (var page in inner.ReadAsync(new SplitRead(_split, read.AsOf) { After = read.After }, cancellationToken))
            {
                yield return page;
            }
        }
    }
}
