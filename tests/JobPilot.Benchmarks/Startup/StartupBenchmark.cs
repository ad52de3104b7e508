using System.Diagnostics;

namespace JobPilot.Benchmarks.Startup;

/// <summary>
/// Whole processes, interleaved: a run of one record and <c>validate</c>, over the floor program, which only loads the same libraries and three of the
/// host's plugins. All published, for only that is compiled ahead of time. The first record counts when it arrives at the standard output, by a pipe from
/// a sink that writes there; over it stands the floor's one line. The whole run counts to the end of the process: a commit, the summary, and closing
/// the state come after the record.
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

        var (host, floor) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
        var plugins = Path.Combine(Path.GetDirectoryName(host)!, "plugins");
        var folder = Directory.CreateTempSubdirectory("jobpilot-startup-").FullName;
        var pipeline = Path.Combine(folder, "one.yaml");
        await File.WriteAllTextAsync(pipeline, """
            version: 1
            name: one
            collectors: [{ type: demo, options: { records: 1 } }]
            processors: [{ type: map_job }]
            sinks: [{ type: console }]
            """);
        var first = new List<double>();
        var run = new List<double>();
        var validate = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var least = await TimeAsync(folder, floor, plugins);
            var running = await TimeAsync(folder, host, "run", pipeline, "--quiet");
            var validating = await TimeAsync(folder, host, "validate", pipeline);
            if (round >= 0)
            {
                first.Add(running.FirstLine / least.FirstLine);
                run.Add(running.Whole / least.Whole);
                validate.Add(validating.Whole / least.Whole);
                Console.WriteLine(
                    $"round {round}: floor {Text(least)}, run {Text(running)}, validate {Text(validating)} (seconds to the first line / to the end)");
            }
        }

        Console.WriteLine(
            $"over the floor, median of {Rounds}: first record {Measured.Text(Measured.Median(first))}, whole run {Measured.Text(Measured.Median(run))}, validate {Measured.Text(Measured.Median(validate))}");
        Directory.Delete(folder, recursive: true);
    }

    private static string Text((double FirstLine, double Whole) time) =>
        $"{Measured.Text(time.FirstLine, "0.000")} / {Measured.Text(time.Whole, "0.000")}";

    private static async Task<(double FirstLine, double Whole)> TimeAsync(string folder, string program, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        var firstLine = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || string.IsNullOrWhiteSpace(line))
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}{line}{rest}");
        }

        return (firstLine, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
