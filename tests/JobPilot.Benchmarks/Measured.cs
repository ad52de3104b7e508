using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Benchmarks;

/// <summary>Wall and CPU time of one run in seconds, bytes allocated, and collections of garbage by generation.</summary>
internal readonly record struct Measured(double Wall, double Cpu, long Allocated, string Collections)
{
    public static Measured Of(Action run)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        process.Refresh();
        var cpu = process.TotalProcessorTime;
        var (allocated, collections) = (GC.GetTotalAllocatedBytes(), Counts());
        var started = Stopwatch.GetTimestamp();
        run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new Measured(
            wall, (process.TotalProcessorTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated,
            string.Join('/', Counts().Zip(collections, (after, before) => after - before)));
    }

    public static async Task<Measured> OfAsync(Func<Task> run)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        process.Refresh();
        var cpu = process.TotalProcessorTime;
        var (allocated, collections) = (GC.GetTotalAllocatedBytes(), Counts());
        var started = Stopwatch.GetTimestamp();
        await run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new Measured(
            wall, (process.TotalProcessorTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated,
            string.Join('/', Counts().Zip(collections, (after, before) => after - before)));
    }

    private static int[] Counts() => [.. Enumerable.Range(0, 3).Select(GC.CollectionCount)];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static string Text(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
