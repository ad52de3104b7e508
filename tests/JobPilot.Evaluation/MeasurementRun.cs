using System.Diagnostics;
using System.Text.Json.Nodes;

namespace JobPilot.Evaluation;

/// <summary>The rows of one labelled file, and the time that the measured processor takes for them.</summary>
/// <param name="data">Where further files are found.</param>
/// <param name="rows">Rows of the measurement's own file.</param>
internal sealed class MeasurementRun(DataFolder data, IReadOnlyList<JsonObject> rows)
{
    private long _ticks;
    private int _calls;

    /// <summary>Where further files are found.</summary>
    public DataFolder Data => data;

    /// <summary>Rows of the measurement's own file.</summary>
    public IReadOnlyList<JsonObject> Rows => rows;

    /// <summary>Mean time of a call in microseconds; null before the first.</summary>
    public double? Microseconds => _calls == 0 ? null : Stopwatch.GetElapsedTime(0, _ticks).TotalMicroseconds / _calls;

    /// <summary>Runs a processor on one listing; only this is timed.</summary>
    /// <param name="processor">The processor.</param>
    /// <param name="listing">Fields of the listing.</param>
    /// <returns>The listing afterwards.</returns>
    /// <exception cref="InvalidOperationException">The processor did not keep the listing.</exception>
    public JsonObject Process(IProcessor processor, JsonObject listing)
    {
        var record = Record.FromJson(listing);
        var outcome = Timed(() => processor.Process(record, CancellationToken.None));
        return outcome.Kind == OutcomeKind.Keep ? record.Json : throw new InvalidOperationException($"The processor gave {outcome.Kind} ({outcome.Reason}) for {listing.ToJsonString()}.");
    }

    /// <summary>Runs and times one call.</summary>
    public T Timed<T>(Func<T> call)
    {
        var started = Stopwatch.GetTimestamp();
        var result = call();
        _ticks += Stopwatch.GetTimestamp() - started;
        _calls++;
        return result;
    }
}
