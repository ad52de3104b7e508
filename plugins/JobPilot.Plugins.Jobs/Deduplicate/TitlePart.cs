namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>A part of a title between signs.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="MayBePlace">Whether it is written as names of places are.</param>
/// <param name="Words">Its words, in order.</param>
internal readonly record struct TitlePart(string Text, bool MayBePlace, string[] Words);
