namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>A span that the labeller marks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How many letters it has.</param>
/// <param name="Margin">How much better it scores than not being marked, a word; above 0, rarely above 10.</param>
internal readonly record struct LabelledSpan(LabelKind Kind, int Start, int Length, float Margin);
