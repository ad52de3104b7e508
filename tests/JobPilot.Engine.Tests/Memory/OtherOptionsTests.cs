using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Memory;

/// <summary>A processor whose options, files or version changed has a memory of its own; that the one before does not count is told.</summary>
public class OtherOptionsTests
{
    private const string Code = "engine.memory_of_other_options";

    [Fact]
    public async Task Run_OtherFingerprint_IsToldInEachRunUntilTheMemoryIsMadeAnew()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Processors.Add(Plan(new KeepSmallest(), "one"));
        Assert.DoesNotContain((await run.RunAsync()).Warnings, warning => warning.Code == Code);
        Assert.DoesNotContain((await run.RunAsync()).Warnings, warning => warning.Code == Code);

        run.Processors[0] = Plan(new KeepSmallest(), "other");
        for (var i = 0; i < 2; i++)
        {
            var told = Assert.Single((await run.RunAsync()).Warnings, warning => warning.Code == Code);
            Assert.Equal("dedupe", told.Pointer);
            Assert.Contains("state rebuild", told.Fix, StringComparison.Ordinal);
        }

        // The way back is another change, though a memory of that name is there: it has not seen what came since.
        run.Processors[0] = Plan(new KeepSmallest(), "one");
        Assert.Contains((await run.RunAsync()).Warnings, warning => warning.Code == Code);

        var (emptied, failure) = await run.RebuildAsync();
        Assert.Null(failure);
        Assert.Empty(emptied);
        Assert.DoesNotContain((await run.RunAsync()).Warnings, warning => warning.Code == Code);
    }

    [Fact]
    public async Task Run_ProcessorWithAnotherId_IsNotConfused()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Processors.Add(Plan(new KeepSmallest(), "one"));
        await run.RunAsync();
        run.Processors.Add(Plan(new KeepSmallest(), "two", "dedupe2"));

        Assert.DoesNotContain((await run.RunAsync()).Warnings, warning => warning.Code == Code);
    }

    /// <summary>Without rows nothing can be mended, so it is told once.</summary>
    [Fact]
    public async Task Run_OtherFingerprintOfAProcessorThatCannotRestore_IsToldInTheRunThatBeginsItsMemory()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).WriteHome();
        run.Processors.Add(Plan(new Remembers(), "one"));
        await run.RunAsync();

        run.Processors[0] = Plan(new Remembers(), "other");
        run.Collectors.Clear();
        run.Collect(new FakeCollector("b", 10));
        var told = Assert.Single((await run.RunAsync()).Warnings, warning => warning.Code == Code);

        Assert.DoesNotContain("state rebuild", told.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain((await run.RunAsync()).Warnings, warning => warning.Code == Code);
    }

    private sealed class Remembers : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [record.Key!];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            state.Set(record.Key!, "seen");
            return Outcome.Keep;
        }
    }

    private static ProcessorPlan Plan(object processor, string fingerprint, string id = "dedupe") => new() { Id = id, Type = "dedupe", Processor = processor, Fingerprint = fingerprint };
}
