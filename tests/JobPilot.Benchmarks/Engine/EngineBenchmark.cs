using JobPilot.Engine;
using JobPilot.Plugins.Files;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Engine;

/// <summary>The engine over no engine: the same processors, the same input, the same kind of file; interleaved.</summary>
internal static class EngineBenchmark
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("X_ROUNDS") ?? "5");

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
            Task Engine() => EngineAsync(input, folder.CreateSubdirectory("engine").FullName, made => result = made);
            Task Loop() => new HandWrittenLoop(ShippedChain.Create()).RunAsync(input, Path.Combine(folder.CreateSubdirectory("loop").FullName, "out.jsonl"));

            // Either is first in every other round, and both write into an empty folder: a file that is written over costs less than a new one.
            var first = await Measured.OfAsync(round % 2 == 0 ? Engine : Loop);
            var second = await Measured.OfAsync(round % 2 == 0 ? Loop : Engine);
            var (engine, plain) = round % 2 == 0 ? (first, second) : (second, first);
            foreach (var written in folder.EnumerateDirectories())
            {
                written.Delete(recursive: true);
            }

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

    private static async Task EngineAsync(string input, string folder, Action<RunResult> made)
    {
        using var sink = new JsonlSink(new JsonlSinkOptions { Path = Path.Combine(folder, "out.jsonl") }, TestContext.Create("jsonl"));
        made(await MeasuredRun.RunAsync(input, folder, ShippedChain.Create(), sink));
    }
}
