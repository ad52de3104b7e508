using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Memory;

/// <summary>What processors remember, over whole runs.</summary>
public class MemoryRunTests
{
    [Fact]
    public async Task Run_DuplicateAfterARestart_IsKnown()
    {
        var run = new EngineRun().Collect(new FakeCollector("b", 10) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").WriteHome();
        await run.RunAsync();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("c", 10) { GroupSize = 10 });

        var worse = await run.RunAsync();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("a", 10) { GroupSize = 10 });
        var better = await run.RunAsync();

        Assert.Equal((10, new RowCounts { Updated = 10 }), (worse.Totals.Duplicates, worse.Totals.Rows));
        Assert.Equal((10, new RowCounts { Inserted = 10, Deleted = 10 }), (better.Totals.Duplicates, better.Totals.Rows));
        Assert.All(run.Home.Rows.Keys, key => Assert.StartsWith("a-", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DemoRecordWithTheKeysOfALiveOne_IsNotJoinedWithIt()
    {
        var run = new EngineRun().Collect(new FakeCollector("b", 10) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").WriteHome();
        await run.RunAsync();
        run.Collectors.Clear();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "demo", Collector = new FakeCollector("a", 10) { GroupSize = 10 }, Demo = true });

        var demo = await run.RunAsync();
        run.Collectors.Clear();
        run.Collectors.Add(new CollectorPlan { Id = "source", Type = "demo", Collector = new FakeCollector("c", 10) { GroupSize = 10 }, Demo = true });
        var again = await run.RunAsync();

        Assert.Equal((0, 10), (demo.Totals.Duplicates, again.Totals.Duplicates));
        Assert.Equal(20, run.Home.Rows.Count);
    }

    [Fact]
    public async Task Run_ViewOfTheMemoryLost_IsBuiltAgain()
    {
        var run = new EngineRun().Collect(new FakeCollector("b", 10) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").WriteHome();
        await run.RunAsync();
        await run.RunAsync();
        run.Home.LoseView();
        run.Collectors.Clear();
        run.Collect(new FakeCollector("c", 10) { GroupSize = 10 });

        var result = await run.RunAsync();

        Assert.Equal(10, result.Totals.Duplicates);
    }

    [Fact]
    public async Task Rebuild_RowsInTheHome_MemoryIsAsARunLeftIt()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 20) { GroupSize = 5 }).Process(new KeepSmallest(), "smallest").WriteHome();
        await run.RunAsync();
        run.Home.LoseView();

        var (emptied, failure) = await run.RebuildAsync();

        Assert.Equal((0, null), (emptied.Count, failure));
        var again = await run.RunAsync();
        Assert.Equal((5L, 15L), (again.Totals.Written, again.Totals.Duplicates));
        Assert.Empty(again.Warnings);
    }

    [Fact]
    public async Task Rebuild_HomeShowsNoRows_RememberingProcessorsBeginEmptyAndAreNamed()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 20)).Process(new KeepSmallest(), "smallest").Write(new MarkedSink());
        run.StateStore = new AnsweringHome(run.Home, _ => null);

        var (emptied, failure) = await run.RebuildAsync();

        Assert.Null(failure);
        Assert.Equal("smallest", Assert.Single(emptied));
    }

    [Fact]
    public async Task Rebuild_HomeCannotBeOpened_IsToldAndTheViewIsLeft()
    {
        var run = new EngineRun { Redact = text => text.Replace("hunter2", "***", StringComparison.Ordinal) };
        run.Process(new KeepSmallest(), "smallest").Write(
            new AnsweringHome(run.Home, _ => null) { Opening = _ => throw new FaultException(FaultKind.Fatal, "no drive for hunter2") { Code = "test.closed", Fix = "Mount it." } }, "home");

        var (emptied, failure) = await run.RebuildAsync();

        Assert.Empty(emptied);
        Assert.Equal(("test.closed", "home: no drive for ***", "Mount it."), (failure!.Code, failure.Message, failure.Fix));
    }

    [Fact]
    public async Task Run_MoreChangesThanMayWait_TheViewFollowsDuringTheRun()
    {
        const int keys = 100;
        var run = new EngineRun().Collect(new FakeCollector("a", 2_000, pageSize: 100)).WriteHome()
            .Process(new Remembering(record => Enumerable.Range(0, keys).Select(key => $"{record.Key} {key}"), (_, state, key) => state.Set(key, "x")), "remember");
        run.Settings = run.Settings with { MaxCommitDelay = TimeSpan.FromMilliseconds(1) };

        var result = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal(2_000 * keys, run.Home.Applications.Sum(one => one.Changes));
        Assert.True(run.Home.Applications.Count is > 1 and < 10, $"{run.Home.Applications.Count} applications of {run.Home.Commits.Count} commits");
        Assert.All(run.Home.Applications, one => Assert.InRange(one.Changes, 0, 3 * 32 * 1024)); // What waits, and what came while it was applied.
        Assert.All(run.Home.Applications.SkipLast(1), one => Assert.NotEqual(0, one.Changes)); // The last one may only tell the number of the commit that ends the run.
        Assert.Equal(run.Home.Commits[^1].Number, run.Home.Applied);
        Assert.InRange(run.Home.Commits[^1].JournalTrim, 1, run.Home.Commits[^1].Number - 1); // What the view has need not be kept.
    }

    [Fact]
    public async Task Run_RecordLeadsToAKeyThatARecordBeforeItNamed_ItIsReadFirst()
    {
        // The second record of the batch follows what the first one wrote, to a key that only an earlier run has filled.
        var buried = false;
        var found = new List<string?>();
        var processor = new Remembering(
            _ => buried ? ["map"] : ["treasure"],
            (_, state, key) =>
            {
                if (buried && state.Get("map") is { } place)
                {
                    found.Add(state.Get(place));
                }

                state.Set(key, buried ? "treasure" : "gold");
            })
        {
            Leads = (key, value) => key == "map" && value is not null ? [value] : [],
        };
        var run = new EngineRun().Collect(new FakeCollector("a", 2)).WriteHome().Process(processor, "remember");
        await run.RunAsync();
        buried = true;

        var result = await run.RunAsync();

        Assert.Null(result.Failure);
        Assert.Equal((2, "gold"), (result.Totals.Written, Assert.Single(found)));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Run_KeyThatIsMetNearAndFar_LeadsOnFromWhereItIsNear(int steps, bool isDeclared)
    {
        // What the record names first leads in four steps to what it names last, and that leads on by itself.
        Dictionary<string, string> ways = new() { ["0"] = "1", ["1"] = "2", ["2"] = "3", ["3"] = "near", ["near"] = "a", ["a"] = "b", ["b"] = "c", ["c"] = "d", ["d"] = "e" };
        string[] names = ["a", "b", "c", "d", "e"];
        var processor = new Remembering(
            _ => ["0", "near"],
            (_, state, key) =>
            {
                if (key == "near")
                {
                    state.Set(names[steps - 1], "found");
                }
            })
        {
            Leads = (key, _) => ways.TryGetValue(key, out var next) ? [next] : [],
        };
        var run = new EngineRun().Collect(new FakeCollector("a", 1)).WriteHome().Process(processor, "remember");

        var result = await run.RunAsync();

        Assert.Equal(isDeclared ? (1L, 0L) : (0L, 1L), (result.Totals.Written, result.Totals.DeadLettered));
    }

    private sealed class Remembering(Func<Record, IEnumerable<string>> keys, Action<Record, IRecordState, string> remember) : IStatefulProcessor
    {
        public Func<string, string?, IEnumerable<string>> Leads { get; init; } = (_, _) => [];

        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => keys(record);

        public IEnumerable<string> Follow(string key, string? value) => Leads(key, value);

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            foreach (var key in keys(record))
            {
                remember(record, state, key);
            }

            return Outcome.Keep;
        }
    }
}
