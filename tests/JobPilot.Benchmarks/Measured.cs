using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Benchmarks;

/// <summary>Wall and CPU time of one run.</summary>
internal readonly record struct Measured(double Wall, double Cpu)
{
    public static Measured Of(Action run)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        process.Refresh();
        var cpu = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new Measured(wall, (process.TotalProcessorTime - cpu).TotalSeconds);
    }

    public static async Task<Measured> OfAsync(Func<Task> run)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        process.Refresh();
        var cpu = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new Measured(wall, (process.TotalProcessorTime - cpu).TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static string Text(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
