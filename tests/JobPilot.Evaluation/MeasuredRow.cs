namespace JobPilot.Evaluation;

/// <summary>A row of the table.</summary>
/// <param name="Processor">Type name of the processor.</param>
/// <param name="File">The labelled file under the data root.</param>
/// <param name="Score">Metric and value.</param>
/// <param name="Microseconds">Time of the processor for one row of the file; null where it was skipped.</param>
internal sealed record MeasuredRow(string Processor, string File, Score Score, double? Microseconds);
