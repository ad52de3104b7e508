namespace JobPilot.Plugins.Jobs.Taxonomies;

/// <summary>A skill of ESCO.</summary>
/// <param name="Code">Its URI; its label where the file has no URIs.</param>
/// <param name="Label">Its preferred label.</param>
/// <param name="Names">Other labels.</param>
/// <param name="IsKnowledge">Whether it is knowledge, not an ability; null where the file does not say.</param>
internal sealed record TaxonomySkill(string Code, string Label, string[] Names, bool? IsKnowledge);
