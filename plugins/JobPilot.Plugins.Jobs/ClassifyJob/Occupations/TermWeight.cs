namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>A term, or what has it, by its number, and a weight.</summary>
internal readonly record struct TermWeight(int Number, float Weight);
