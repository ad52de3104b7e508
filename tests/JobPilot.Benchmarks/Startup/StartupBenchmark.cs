using System.Diagnostics;

namespace JobPilot.Benchmarks.Startup;

/// <summary>
/// Whole processes, interleaved: <c>validate</c> and a run of one record, over the floor program, which only loads the same libraries and three of the
/// host's plugins. Both published, for only that is compiled ahead of time.
/// </summary>
internal static class StartupBenchmark
{
    private const int Rounds = 9;

    public static async Task RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("startup HOST FLOOR: the published jobpilot-host, and the published floor program (tests/TestPrograms/StartupFloor).");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("jobpilot-startup-").FullName;
        var pipeline = Path.Combine(folder, "one.yaml");
        await File.WriteAllTextAsync(pipeline, """
            version: 1
            name: one
            collectors: [{ type: demo, options: { records: 1 } }]
            processors: [{ type: map_job }]
            sinks: [{ type: jsonl, options: { path: one.jsonl } }]
            """);
        var run = new List<double>();
        var validate = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var floor = await TimeAsync(folder, args[1], Path.Combine(Path.GetDirectoryName(args[0])!, "plugins"));
            var running = await TimeAsync(folder, args[0], "run", pipeline, "--quiet");
            var validating = await TimeAsync(folder, args[0], "validate", pipeline);
            if (round >= 0)
            {
                run.Add(running / floor);
                validate.Add(validating / floor);
                Console.WriteLine($"round {round}: floor {Measured.Text(floor, "0.000")} s, run {Measured.Text(running, "0.000")} s, validate {Measured.Text(validating, "0.000")} s");
            }
        }

        Console.WriteLine($"over the floor, median of {Rounds}: run {Measured.Text(Measured.Median(run))}, validate {Measured.Text(Measured.Median(validate))}");
    }

    private static async Task<double> TimeAsync(string folder, string program, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}{await output}");
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
