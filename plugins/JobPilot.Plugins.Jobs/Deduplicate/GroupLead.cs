namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>A group to which a posting leads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What the memory holds of it.</param>
/// <param name="IsByKey">Whether a key of the posting leads there; otherwise only that it was of this group once.</param>
internal readonly record struct GroupLead(string Name, string Text, bool IsByKey);
