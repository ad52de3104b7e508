using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Memory;

public class SwitchedOffProcessorTests
{
    [Fact]
    public async Task Run_RememberingProcessorSwitchedOffForOneRun_MemoryHasNoGap()
    {
        var run = new EngineRun().Collect(new FakeCollector("b", 10) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").WriteHome();
        await run.RunAsync();
        var processor = run.Processors[0];
        run.Processors.Clear();
        await run.RunAsync();
        run.Processors.Add(processor);
        run.Collectors.Clear();
        run.Collect(new FakeCollector("c", 10) { GroupSize = 10 });

        var result = await run.RunAsync();

        Assert.DoesNotContain(result.Warnings, warning => warning.Code == "engine.memory_rebuilt");
        Assert.Equal(10, result.Totals.Duplicates);
        Assert.Equal(run.Home.Commits.Count, run.Home.Applied);
    }

    [Fact]
    public async Task Run_NothingEverRemembered_WritesNoJournal()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        await run.RunAsync();
        await run.RunAsync();

        Assert.All(run.Home.Commits, commit => Assert.True(commit.Journal.IsEmpty));
    }

    /// <summary>What remembers nothing needs no memory that fits the home; what does cannot begin where it might have been lost.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "engine.memory_mismatch")]
    public async Task Run_ProcessorThatCannotRestoreIsAdded_IsRefusedOnlyWhereItRemembers(bool remembers, string? code)
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        await run.RunAsync();

        var result = await run.Process(new Counting(remembers), "count").RunAsync();

        Assert.Equal(code, result.Failure?.Code);
    }

    private sealed class Counting(bool remembers) : IStatefulProcessor
    {
        public int StateVersion => 1;

        public bool Remembers => remembers;

        public IEnumerable<string> Keys(Record record) => [];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken) => Outcome.Keep;
    }
}
