namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A skill of the vocabulary.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Kind">technology, knowledge, ability.</param>
/// <param name="Rule">Id of the list that it is from, without its version.</param>
internal sealed record Skill(string Name, string Kind, string Rule);
