namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>A feature that may have weights and is yet to be looked up in the model.</summary>
/// <param name="Key">Its key.</param>
/// <param name="At">The first word that it speaks of; -1 for the place before the sentence.</param>
internal readonly record struct PendingFeature(uint Key, int At);
