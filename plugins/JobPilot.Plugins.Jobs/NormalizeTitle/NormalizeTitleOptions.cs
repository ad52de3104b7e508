namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Options of <c>normalize_title</c>; there are none yet.</summary>
public sealed class NormalizeTitleOptions;
