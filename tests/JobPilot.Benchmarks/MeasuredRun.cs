using JobPilot.Engine;
using JobPilot.Engine.DeadLetters;
using JobPilot.Plugins.Files;
using JobPilot.State;
using JobPilot.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Benchmarks;

/// <summary>A run of the engine in this process: lines of a file through processors into one sink, with state and dead letters in a folder.</summary>
internal static class MeasuredRun
{
    public static async Task<RunResult> RunAsync(string input, string folder, IEnumerable<(string Type, object Processor)> processors, ISink sink)
    {
        await using var store = StateStore.Open(Path.Combine(folder, "state"), TimeProvider.System);
        await using var deadLetters = new DeadLetterFile(Path.Combine(folder, "dead-letters.jsonl"));
        var collector = new JsonlCollector(new JsonlCollectorOptions { Path = input }, TestContext.Create("jsonl"));
        using var runner = new PipelineRunner(
            new PipelinePlan
            {
                Run = new RunInfo("bench", "bench", TimeProvider.System.GetUtcNow()),
                Collectors = [new CollectorPlan { Id = "jsonl", Type = "jsonl", Collector = collector }],
                Processors = [.. processors.Select(one => new ProcessorPlan { Id = one.Type, Type = one.Type, Processor = one.Processor })],
                Sinks = [new SinkPlan { Id = "out", Type = "out", Sink = sink }],
                Settings = RunSettings.Unstopped,
            },
            new EngineServices
            {
                StateStore = store,
                Memory = store,
                DeadLetters = deadLetters,
                Loggers = NullLoggerFactory.Instance,
                Time = TimeProvider.System,
            });
        return await runner.RunAsync(default, default);
    }
}
