using JobPilot.Engine.Recovery;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Recovery;

/// <summary>What a run does about the memory of its process, with a process that uses what the test says.</summary>
public class MemoryGuardTests
{
    private const long Limit = 1000L << 20;
    private long _used = 100L << 20;
    private volatile int _compacted;

    /// <summary>A run whose source waits, behind 200 records, for what the guard does.</summary>
    private EngineRun Run(Func<int, long> usedBeforePage, Action? onCompact = null, bool waitsForTheEnd = true)
    {
        var source = new FakeCollector("a", 400);
        source.Wait = async token =>
        {
            while (source.Pages.Count == 20 && (waitsForTheEnd || _compacted == 0))
            {
                await Task.Delay(10, token);
            }
        };
        source.BeforePage = (_, first) => Interlocked.Exchange(ref _used, usedBeforePage(first) << 20);
        return new EngineRun
        {
            Settings = PlainSettings.Value with { MaxMemoryBytes = Limit, BatchSize = 64, GracePeriod = TimeSpan.FromSeconds(10) },
            Probe = new MemoryProbe(() => Interlocked.Read(ref _used), () =>
            {
                onCompact?.Invoke();
                _compacted++;
            }),
        }.Collect(source).WriteHome();
    }

    [Fact]
    public async Task Run_MemoryGrowsAndNothingHelps_DrainsCommitsAndFails()
    {
        var run = Run(first => first < 190 ? 100 : 1100);

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.memory_limit"), (result.Outcome, result.Failure!.Code));
        Assert.Equal(
            "test: The process uses 1,100 MB, more than settings.max_memory allows (1,000 MB), also with smaller batches and a compacted heap. No component is known to hold a large part of it. What was read is committed; the next run goes on behind it.",
            result.Failure.Message);
        Assert.InRange(result.Totals.Written, 190, 200); // The last page may be on its way.
        Assert.Equal(result.Totals.Written, run.Home.Rows.Count);
        Assert.Equal("engine.memory_tight", Assert.Single(result.Warnings).Code);
        Assert.Equal(1, _compacted);
    }

    [Fact]
    public async Task Run_CompactingHelps_GoesOnWithSmallerBatches()
    {
        var run = Run(first => first < 100 ? 100 : first < 200 ? 950 : 300, () => Interlocked.Exchange(ref _used, 300L << 20), waitsForTheEnd: false);

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Succeeded, 400), (result.Outcome, run.Home.Rows.Count));
        Assert.Equal(
            "test: memory is tight: batches of at most 32 records from here on. The process uses 950 MB of 1,000 MB (settings.max_memory).", Assert.Single(result.Warnings).Message);
    }

    [Fact]
    public async Task Run_NoTimeForADrain_EndsAtOnceAndTheNextRunGoesOn()
    {
        var run = Run(first => first < 100 ? 100 : 2000);
        run.Process(new Blocking(record => record.GetInteger(FieldPath.Parse("n")) >= 100), "slow");

        var result = await run.RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.memory_limit"), (result.Outcome, result.Failure!.Code));
        Assert.True(run.Home.Rows.Count < 400);
        run.Processors.Clear();
        ((FakeCollector)run.Collectors[0].Collector).Wait = _ => Task.CompletedTask;
        run.Settings = run.Settings with { MaxMemoryBytes = long.MaxValue };
        Assert.Equal(RunOutcome.Succeeded, (await run.RunAsync()).Outcome);
        Assert.Equal(400, run.Home.Rows.Count);
    }

    [Fact]
    public void Estimate_WhatIsKept_IsFoundInFieldsListsDictionariesAndStatics()
    {
        Assert.InRange(HeldMemory.Estimate(new Keeper(new byte[5_000_000])), 5_000_000, 5_500_000);
        Assert.InRange(HeldMemory.Estimate(new Keeper(Enumerable.Range(0, 100_000).Select(n => n.ToString("D40", null)).ToList())), 10_000_000, 14_000_000);
        Assert.InRange(HeldMemory.Estimate(new Keeper(Enumerable.Range(0, 50_000).ToDictionary(n => n, n => new long[10]))), 5_000_000, 12_000_000);
        Assert.InRange(HeldMemory.Estimate(new Keeper(this)), 0, 1_000_000);
    }

    private sealed class Keeper(object kept)
    {
        public object Kept { get; } = kept;
    }

    private sealed class Blocking(Func<Record, bool> blocks) : IBatchProcessor
    {
        public async ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            if (records.Any(blocks))
            {
                await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
            }

            return [.. records.Select(_ => Outcome.Keep)];
        }
    }
}
