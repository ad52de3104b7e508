namespace JobPilot.Evaluation;

/// <summary>One shipped processor over one labelled file. A new row of the table is a new class with this interface, named in <see cref="AllMeasurements"/>.</summary>
internal interface IMeasurement
{
    /// <summary>Type name of the processor.</summary>
    string Processor { get; }

    /// <summary>Path of the file under the data root; <c>{split}</c> stands for dev or test.</summary>
    string File { get; }

    /// <summary>Names of the metrics, in the order of <see cref="Measure"/>: what is said to be skipped where the file is absent.</summary>
    IReadOnlyList<string> Metrics { get; }

    /// <summary>Runs the processor over the rows, by way of <see cref="MeasurementRun.Process"/>, so that its time is counted. Called twice, the first time to warm up.</summary>
    /// <param name="run">Rows of the file, and the clock.</param>
    /// <returns>One score a metric.</returns>
    IReadOnlyList<Score> Measure(MeasurementRun run);
}
