namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>What a name in the trie stands for: a skill, or a cue.</summary>
/// <param name="Skill">The skill; null for a cue.</param>
/// <param name="Exact">How an ambiguous name must be written; null for one that is not.</param>
/// <param name="Cue">What a cue says.</param>
internal sealed record TermEntry(Skill? Skill, string? Exact, Cue Cue);
