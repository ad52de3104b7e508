using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Linking;

/// <summary>A skill of the taxonomy that a sentence speaks of.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Confidence">0..1.</param>
internal readonly record struct SkillLink(TaxonomySkill Skill, double Confidence);
