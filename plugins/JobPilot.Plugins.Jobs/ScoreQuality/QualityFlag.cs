namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>One thing that is wrong with a listing, why, and what it costs of the score.</summary>
internal readonly record struct QualityFlag(string Name, string Reason, double Cost);
