namespace JobPilot.Evaluation.Metrics;

/// <summary>A typed span of words.</summary>
/// <param name="Kind">Kind of the label.</param>
/// <param name="First">First word.</param>
/// <param name="End">Behind the last word.</param>
internal readonly record struct TokenSpan(string Kind, int First, int End);
