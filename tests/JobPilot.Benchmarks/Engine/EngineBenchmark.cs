using JobPilot.Engine;
using JobPilot.Plugins.Files;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Engine;

/// <summary>The engine over no engine: the same processors, the same input, the same kind of file; interleaved.</summary>
internal static class EngineBenchmark
{
    private const int Rounds = 5;

    public static async Task RunAsync(string[] args)
    {
        var input = await Input.FileAsync(args, Input.Count(args, 20_000));
        var folder = Directory.CreateTempSubdirectory("jobpilot-engine-");
        var wall = new List<double>();
        var cpu = new List<double>();
        var rates = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            RunResult? result = null;
            var engine = await Measured.OfAsync(async () => result = await EngineAsync(input, Path.Combine(folder.FullName, $"engine-{round}")));
            var plain = await Measured.OfAsync(() => new HandWrittenLoop(ShippedChain.Create()).RunAsync(input, Path.Combine(folder.FullName, "plain.jsonl")));
            if (result!.Failure is { } failure)
            {
                Console.WriteLine($"failed: {failure}");
                return;
            }

            if (round >= 0)
            {
                wall.Add(engine.Wall / plain.Wall);
                cpu.Add(engine.Cpu / plain.Cpu);
                rates.Add(result.Totals.Collected / engine.Wall);
                Console.WriteLine($"round {round}: engine {Measured.Text(engine.Wall)} s wall, {Measured.Text(engine.Cpu)} s CPU; loop {Measured.Text(plain.Wall)} s wall, {Measured.Text(plain.Cpu)} s CPU; {result.Totals.Collected} records; allocated {engine.Allocated / result.Totals.Collected} and {plain.Allocated / result.Totals.Collected} bytes a record, collections {engine.Collections} and {plain.Collections}");
            }
        }

        Console.WriteLine($"engine over hand-written loop, median of {Rounds}: wall {Measured.Text(Measured.Median(wall))}, CPU {Measured.Text(Measured.Median(cpu))}; {Measured.Text(Measured.Median(rates), "#,0")} records/s");
        folder.Delete(recursive: true);
    }

    private static async Task<RunResult> EngineAsync(string input, string folder)
    {
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = Path.Combine(folder, "out.jsonl") }, TestContext.Create("jsonl"));
        return await MeasuredRun.RunAsync(input, folder, ShippedChain.Create(), sink);
    }
}
