namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>A value found in a text, and where.</summary>
/// <param name="Value">The value.</param>
/// <param name="Start">Where the words begin.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Rule">Id of the rule, without its version.</param>
internal readonly record struct Finding<T>(T Value, int Start, int Length, string Rule);
