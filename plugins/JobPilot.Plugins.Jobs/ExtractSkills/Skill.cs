namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A skill of the vocabulary.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Kind">technology, knowledge, ability.</param>
/// <param name="Source">The list that it is from.</param>
/// <param name="UserId">Id of the rule where a user's file gave it; null for another one.</param>
internal sealed record Skill(string Name, string Kind, SkillSources Source, string? UserId = null);
