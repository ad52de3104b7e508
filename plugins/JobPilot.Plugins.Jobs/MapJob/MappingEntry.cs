namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>A field of a mapping's section.</summary>
/// <param name="Key">Its name, with its place in the file.</param>
/// <param name="Value">What stands there.</param>
internal sealed record MappingEntry(MappingNode Key, MappingNode Value);
