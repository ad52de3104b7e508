namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A cue at a place of a text.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsHeading">Whether it heads the lines that follow.</param>
internal readonly record struct CueAt(Cue Kind, int Start, int End, bool IsHeading);
