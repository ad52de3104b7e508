using System.Diagnostics;

namespace JobPilot.Benchmarks.Memory;

/// <summary>Passes records on and notes when each tenth of them went by.</summary>
internal sealed class RateProbe(int records) : IProcessor
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double[] _seconds = new double[10];
    private int _seen;

    /// <summary>Records a second of each tenth.</summary>
    public IReadOnlyList<double> Rates => [.. _seconds.Select((end, tenth) => records / 10 / (end - (tenth == 0 ? 0 : _seconds[tenth - 1])))];

    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        var seen = Interlocked.Increment(ref _seen);
        if (seen % (records / 10) == 0)
        {
            _seconds[Math.Min(9, (seen / (records / 10)) - 1)] = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        }

        return Outcome.Keep;
    }
}
