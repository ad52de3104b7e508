using System.Diagnostics;
using JobPilot.Engine;
using JobPilot.Plugins.Files;
using JobPilot.Plugins.LiteDb;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Memory;

/// <summary>One run of the engine and the whole chain in this process over a file, or over as many demo postings: its peak, and the rate of each tenth. One run a process, since the peak is the process's.</summary>
internal static class MemoryBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var input = await Input.FileAsync(args, Input.Count(args, 100_000));
        var toLiteDb = args.Contains("litedb");
        var folder = Directory.CreateTempSubdirectory("jobpilot-memory-").FullName;
        try
        {
            var probe = new RateProbe(File.ReadLines(input).Count());
            var result = await RunAsync(input, toLiteDb, folder, probe);
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

    private static async Task<RunResult> RunAsync(string input, bool toLiteDb, string folder, RateProbe probe)
    {
        IEnumerable<(string Type, object Processor)> processors = [("probe", probe), .. ShippedChain.Create()];
        if (toLiteDb)
        {
            await using var liteDb = new LiteDbSink(new LiteDbOptions { Path = Path.Combine(folder, "out.db") }, TestContext.Create("litedb"));
            return await MeasuredRun.RunAsync(input, folder, processors, liteDb);
        }

        using var jsonl = new JsonlSink(new JsonlSinkOptions { Path = Path.Combine(folder, "out.jsonl") }, TestContext.Create("jsonl"));
        return await MeasuredRun.RunAsync(input, folder, processors, jsonl);
    }
}
