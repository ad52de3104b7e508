using System.Diagnostics;
using JobPilot.Engine;
using JobPilot.Engine.DeadLetters;
using JobPilot.Plugins.Demo;
using JobPilot.Plugins.Files;
using JobPilot.Plugins.LiteDb;
using JobPilot.State;
using JobPilot.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Benchmarks.Memory;

/// <summary>One run of the engine in this process over demo postings: its peak, and the rate of each tenth. One run a process, since the peak is the process's.</summary>
internal static class MemoryBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var records = Input.Count(args, 100_000);
        var toLiteDb = args.Contains("litedb");
        var folder = Directory.CreateTempSubdirectory("jobpilot-memory-").FullName;
        try
        {
            var probe = new RateProbe(records);
            var result = await RunAsync(records, toLiteDb, folder, probe);
            if (result.Failure is { } failure)
            {
                Console.WriteLine($"failed: {failure}");
                return;
            }

            using var process = Process.GetCurrentProcess();
            Console.WriteLine(
                $"{result.Totals.Collected} records to {(toLiteDb ? "litedb" : "jsonl")}: peak {process.PeakWorkingSet64 / 1048576} MB, {process.TotalProcessorTime.TotalSeconds:0} s of CPU, last tenth over first {Measured.Text(probe.Rates[9] / probe.Rates[0])}");
            Console.WriteLine($"records/s by tenth: {string.Join(' ', probe.Rates.Select(rate => Measured.Text(rate, "0")))}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<RunResult> RunAsync(int records, bool toLiteDb, string folder, RateProbe probe)
    {
        await using var store = StateStore.Open(Path.Combine(folder, "state"), TimeProvider.System);
        await using var deadLetters = new DeadLetterFile(Path.Combine(folder, "dead-letters.jsonl"));
        using var jsonl = new JsonlSink(new JsonlSinkOptions { Path = Path.Combine(folder, "out.jsonl") }, TestContext.Create("jsonl"));
        await using var liteDb = new LiteDbSink(new LiteDbOptions { Path = Path.Combine(folder, "out.db") }, TestContext.Create("litedb"));
        var collector = new DemoCollector(new DemoOptions { Records = records }, TestContext.Create("demo"));
        var chain = ShippedChain.Create().Where(one => one.Type is "map_job" or "clean_text" or "deduplicate");
        using var runner = new PipelineRunner(
            new PipelinePlan
            {
                Run = new RunInfo("bench", "bench", TimeProvider.System.GetUtcNow()),
                Collectors = [new CollectorPlan { Id = "demo", Type = "demo", Collector = collector }],
                Processors =
                [
                    new ProcessorPlan { Id = "probe", Type = "probe", Processor = probe },
                    .. chain.Select(one => new ProcessorPlan { Id = one.Type, Type = one.Type, Processor = one.Processor }),
                ],
                Sinks = [toLiteDb ? new SinkPlan { Id = "out", Type = "litedb", Sink = liteDb } : new SinkPlan { Id = "out", Type = "jsonl", Sink = jsonl }],
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
