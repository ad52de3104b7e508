using System.Text.Json.Nodes;

namespace JobPilot.Evaluation;

/// <summary>Runs measurements one after the other.</summary>
internal static class EvaluationRun
{
    /// <summary>Measures what a word selects.</summary>
    /// <param name="measurements">What there is to measure.</param>
    /// <param name="data">The labelled files.</param>
    /// <param name="only">Word that a row's processor, metric or file must hold; "" for all.</param>
    public static IEnumerable<MeasuredRow> Measure(IEnumerable<IMeasurement> measurements, DataFolder data, string only)
    {
        foreach (var measurement in measurements)
        {
            var file = data.Name(measurement.File);
            bool IsWanted(string metric) => $"{measurement.Processor} {metric} {file}".Contains(only, StringComparison.Ordinal);
            if (!measurement.Metrics.Any(IsWanted))
            {
                continue;
            }

            foreach (var row in Measure(measurement, data, file).Where(row => IsWanted(row.Score.Metric)))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<MeasuredRow> Measure(IMeasurement measurement, DataFolder data, string file)
    {
        if (!data.Has(measurement.File))
        {
            return Skipped(measurement, file, "the file is absent");
        }

        List<JsonObject> rows;
        try
        {
            rows = [.. data.Rows(measurement.File, (measurement as IRowFilter)?.Word)];
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Skipped(measurement, file, error.Message);
        }

        measurement.Measure(new MeasurementRun(data, rows));
        var run = new MeasurementRun(data, rows);
        return measurement.Measure(run).Select(score => new MeasuredRow(measurement.Processor, file, score, run.Microseconds)).ToList();
    }

    private static IEnumerable<MeasuredRow> Skipped(IMeasurement measurement, string file, string why) =>
        measurement.Metrics.Select(metric => new MeasuredRow(measurement.Processor, file, new Score(metric, null, 0) { Note = $"skipped: {why}" }, null));
}
