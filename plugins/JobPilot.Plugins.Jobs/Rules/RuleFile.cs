namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>A rule file as it was read: its changes, and what is wrong with it. Whether the ids exist is not yet known.</summary>
/// <param name="Changes">What it changes, in the order of the file.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record RuleFile(IReadOnlyList<RuleChange> Changes, IReadOnlyList<Diagnostic> Findings);
