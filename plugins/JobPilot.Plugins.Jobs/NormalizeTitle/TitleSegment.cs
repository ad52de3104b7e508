namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>A part of a title between bars, dashes or commas.</summary>
/// <param name="Text">The part.</param>
/// <param name="IsAfterComma">Whether a comma stands before it.</param>
internal readonly record struct TitleSegment(string Text, bool IsAfterComma);
