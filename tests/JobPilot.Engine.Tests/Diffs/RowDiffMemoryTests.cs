using JobPilot.Engine.Diffs;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Diffs;

/// <summary>What processors remember while a replay is compared: what the home does, and what the replay itself adds.</summary>
public class RowDiffMemoryTests
{
    private readonly RowDiff _diff = new();

    [Fact]
    public async Task Compare_RecordsThatTheHomeRemembers_AreDuplicatesOfItsRows()
    {
        var run = await RunAsync("b");
        Replace(run, "c");

        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal("0 2 0 0 | changed b-all-00000 /others:0>1, changed b-all-00001 /others:0>1", await CompareAsync(run));
        Assert.Single(run.Home.Commits, commit => commit.Rows.Count > 0);
        Assert.Single(run.Home.Applications);
    }

    [Fact]
    public async Task Compare_SecondRun_RemembersWhatTheFirstWouldHaveWritten()
    {
        var run = await RunAsync("b");
        Replace(run, "a");
        Assert.Null(await run.AddToAsync(_diff));
        Replace(run, "c");

        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal("2 0 0 2 | vanished b-all-00000, vanished b-all-00001, new a-all-00000, new a-all-00001", await CompareAsync(run));
    }

    [Fact]
    public async Task Compare_SecondRunOverAHomeThatDoesNotExist_RemembersTheFirst()
    {
        var run = new EngineRun().Process(new KeepSmallest(), "dedupe");
        run.Write(new LookedAtHome(run.Home) { HomeId = "" }, "home");
        Replace(run, "b");
        Assert.Null(await run.AddToAsync(_diff));
        Replace(run, "c");

        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal("2 0 0 0 | new b-all-00000, new b-all-00001", await CompareAsync(run));
    }

    [Fact]
    public async Task Compare_WhatTheReplayForgets_IsForgottenThoughTheHomeRemembersIt()
    {
        string? keep = "home";
        var found = new List<string?>();
        var run = new EngineRun().Collect(new FakeCollector("a", 1)).WriteHome().Process(new Keeping(() => keep, found), "keep");
        await run.RunAsync();
        keep = null;
        Assert.Null(await run.AddToAsync(_diff));
        keep = "replay";
        Assert.Null(await run.AddToAsync(_diff));
        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal([null, "home", null, "replay"], found);
    }

    [Fact]
    public async Task Add_MemoryBehindTheHome_CannotBeCompared()
    {
        var run = await RunAsync("b");
        run.Process(new LambdaProcessor(_ => Outcome.Keep), "plain");
        run.Home.LoseView();

        var failure = await run.AddToAsync(_diff);

        Assert.Equal(("replay.memory_behind", DiagnosticSeverity.Error), (failure!.Code, failure.Severity));
        Assert.Equal("What the processors remember is behind the rows; the last run may have been killed.", failure.Message);
        Assert.Equal("Run the pipeline, or `jobpilot-host state rebuild PIPELINE`, and compare then.", failure.Fix);
    }

    [Fact]
    public async Task Add_MemoryAheadOfAHomeThatWasPutBack_CannotBeCompared()
    {
        var run = await RunAsync("b");
        run.Sinks.Clear();
        run.Write(new LookedAtHome(new MemoryHome()), "home");

        Assert.Equal("replay.memory_behind", (await run.AddToAsync(_diff))!.Code);
    }

    [Fact]
    public async Task Add_MemoryBehindTheHomeButNothingRemembers_IsCompared()
    {
        var run = await RunAsync("b");
        run.Home.LoseView();
        run.Processors.Clear();
        run.Home.OnApplied = () => throw new InvalidOperationException("Nobody remembers.");
        run.Process(new LambdaProcessor(_ => Outcome.Keep), "plain");

        Assert.Null(await run.AddToAsync(_diff));
        run.Processors.Clear();
        Assert.Null(await run.AddToAsync(_diff));
    }

    [Fact]
    public async Task Add_HomeThatDoesNotExist_ItsMemoryIsNotLookedAt()
    {
        var run = await RunAsync("b");
        run.Sinks.Clear();
        run.Write(new LookedAtHome(run.Home) { HomeId = "" }, "home");
        run.Home.OnApplied = () => throw new InvalidOperationException("There is no home.");
        Replace(run, "c");

        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal("2 0 0 0 | new c-all-00000, new c-all-00001", await CompareAsync(run));
    }

    [Fact]
    public async Task Compare_HomeThatHoldsTheMemoryItself_IsAskedForIt()
    {
        var run = await RunAsync("b");
        run.Sinks.Clear();
        run.Write(new SharedHome(run.Home), "home");
        run.Home.OnApplied = () => throw new InvalidOperationException("The home holds the memory.");
        Replace(run, "c");

        Assert.Null(await run.AddToAsync(_diff));

        Assert.Equal("1 1 0 0 | changed b-all-00000 /others:0>1, new c-all-00001", await CompareAsync(run));
    }

    /// <summary>A run of two records in groups of their own, which the home has and remembers. From then on the home is only looked at.</summary>
    private static async Task<EngineRun> RunAsync(string name)
    {
        var run = new EngineRun().Process(new KeepSmallest(), "dedupe").WriteHome();
        Replace(run, name);
        Assert.Equal(2, (await run.RunAsync()).Totals.Written);
        run.Sinks.Clear();
        return run.Write(new LookedAtHome(run.Home), "home");
    }

    private static void Replace(EngineRun run, string name)
    {
        run.Collectors.Clear();
        run.Collect(new FakeCollector(name, 2));
    }

    private async Task<string> CompareAsync(EngineRun run) => DiffBench.Tell(await run.CompareAsync(_diff));

    /// <summary>Notes what it remembers, and remembers something else.</summary>
    private sealed class Keeping(Func<string?> keep, List<string?> found) : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => ["one"];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            found.Add(state.Get("one"));
            state.Set("one", keep());
            return Outcome.Keep;
        }
    }

    /// <summary>A home that remembers the first group alone, and itself.</summary>
    private sealed class SharedHome(MemoryHome home) : LookedAtHome(home), ISharedMemory
    {
        public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
            string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
        {
            Assert.Equal("test", owner);
            return new(keys.Where(key => key.Key == "0").ToDictionary(key => key, _ => "b-all-00000"));
        }
    }
}
