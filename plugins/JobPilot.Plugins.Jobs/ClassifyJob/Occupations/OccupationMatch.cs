using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>An occupation that a title is likely to be.</summary>
/// <param name="Occupation">The occupation.</param>
/// <param name="Confidence">0..1; those of all candidates sum up to 1.</param>
internal sealed record OccupationMatch(Occupation Occupation, double Confidence);
