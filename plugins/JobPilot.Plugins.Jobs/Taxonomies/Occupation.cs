namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>An occupation of a taxonomy.</summary>
/// <param name="Code">Its URI or code.</param>
/// <param name="Group">Code of its group: ISCO-08 unit group, or the first six digits of SOC.</param>
/// <param name="Label">Its preferred label.</param>
/// <param name="Titles">Other titles.</param>
/// <param name="Description">What it does; "" where the file does not say.</param>
internal sealed record Occupation(string Code, string Group, string Label, string[] Titles, string Description);
