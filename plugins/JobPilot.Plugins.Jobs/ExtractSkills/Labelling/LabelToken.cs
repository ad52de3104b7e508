namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>A word, or a punctuation mark, of a text that is labelled.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct LabelToken(int Start, int End);
