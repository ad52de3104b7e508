using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Testing;
using JobPilot.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine.Tests.Undo;

/// <summary>What the host's tests do not see: homes of older plugins, and homes that hold the memory themselves.</summary>
public class PipelineUndoTests
{
    [Fact]
    public async Task Examine_HomeOfAnOlderPlugin_IsRefusedByName()
    {
        using var undo = Undo(new EngineRun().WriteHome(), "run-1");

        var fault = await Assert.ThrowsAsync<FaultException>(() => undo.ExamineAsync(default).AsTask());

        Assert.Equal("engine.undo_unsupported", fault.Code);
        Assert.Contains("'home'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeBack_HomeThatHoldsTheMemoryItself_ValuesAreAsBefore()
    {
        var home = new SharedMemoryStoreFake();
        var run = new EngineRun { StateStore = home }.Collect(new FakeCollector("b", 10) { GroupSize = 10 }).Process(new KeepSmallest(), "dedupe").Write(new MarkedSink());
        await run.RunAsync();
        var before = await ReadAsync(home, run);
        run.Collectors.Clear();
        await run.Collect(new FakeCollector("a", 5) { GroupSize = 10 }).RunAsync();
        Assert.NotEqual(before, await ReadAsync(home, run));
        using var undo = Undo(run, "run-2", "file");

        var found = await undo.ExamineAsync(default);
        Assert.Empty(found.Refusals);
        Assert.Equal(5, found.MemoryKeys);
        Assert.Empty(await undo.TakeBackAsync(found, default));

        Assert.Equal(before, await ReadAsync(home, run));
        Assert.True((await undo.ExamineAsync(default)).TakenBackBefore);
    }

    [Fact]
    public async Task Run_UndoIsSwitchedOff_WhatWasKeptOfEarlierRunsGoes()
    {
        var home = new SharedMemoryStoreFake();
        var run = new EngineRun { StateStore = home }.Collect(new FakeCollector("b", 10)).Write(new MarkedSink());
        await run.RunAsync();
        Assert.NotEmpty(await home.ReadUndoAsync("test", default));
        run.Settings = run.Settings with { UndoRuns = 0 };

        await run.RunAsync();

        Assert.Empty(await home.ReadUndoAsync("test", default));
    }

    [Fact]
    public async Task Run_LetterInTheMiddleOfAUnit_CommitOfTheMarksAloneHoldsNothingOfTheMemory()
    {
        var home = new SharedMemoryStoreFake();
        var run = new EngineRun { StateStore = home }.Collect(new FakeCollector("b", 10) { GroupSize = 10 })
            .Process(new LambdaProcessor(record => record.Key == "b-all-00007" ? Outcome.Reject("a seven") : Outcome.Keep), "seven").Process(new KeepSmallest(), "dedupe").Write(new RowSink());

        await run.RunAsync();

        var entries = await home.ReadUndoAsync("test", default);
        var changes = new List<int>();
        foreach (var entry in entries)
        {
            var memory = await home.ReadUndoMemoryAsync("test", entry.Number, default);
            changes.Add(memory.Changes.IsEmpty ? 0 : Engine.Memory.MemoryJournal.Read(memory.Changes).Count);
        }

        Assert.Equal((0, 9), (changes[0], changes[1])); // The marks of the letters first, then the unit with its letter.
    }

    private static PipelineUndo Undo(EngineRun run, string id, params IEnumerable<string> leave) => new(
        new PipelinePlan { Run = new RunInfo(id, "test", DateTimeOffset.UnixEpoch), Collectors = [], Processors = [], Sinks = run.Sinks, Settings = PlainSettings.Value },
        new EngineServices
        {
            StateStore = run.StateStore ?? run.Home,
            Memory = run.Home,
            DeadLetters = new DeadLetterFile(Path.Combine(Path.GetTempPath(), $"jobpilot-none-{Guid.NewGuid():N}.jsonl")),
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        },
        id,
        leave.ToHashSet(StringComparer.Ordinal));

    private static async Task<string> ReadAsync(SharedMemoryStoreFake home, EngineRun run)
    {
        var scope = Engine.Memory.MemoryScopes.Of(run.Processors[0], (IStatefulProcessor)run.Processors[0].Processor, demo: false);
        var values = await home.ReadMemoryAsync("test", [.. Enumerable.Range(0, 10).Select(group => new MemoryKey(scope, $"{group}"))], default);
        return string.Join(',', values.OrderBy(value => value.Key.Key, StringComparer.Ordinal).Select(value => $"{value.Key.Key}={value.Value}"));
    }

    /// <summary>A sink without marks.</summary>
    private sealed class RowSink : ISink
    {
        public SinkOperations Operations => SinkOperations.Append;

        public string Location => "/rows";

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

        public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => new(WriteResult.Empty);

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);
    }
}
