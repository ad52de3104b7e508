namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>What a chain learns from.</summary>
/// <param name="Features">The features of each word.</param>
/// <param name="Targets">What the labels should be.</param>
/// <param name="Weight">How far it counts: 1 for what annotators labelled.</param>
internal sealed record ChainExample(int[][] Features, ChainTargets Targets, float Weight);
