namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>A type of employment that was told.</summary>
/// <param name="Name">Name in the canonical listing.</param>
/// <param name="UserId">Id of the rule where a user's file gave it; null for a shipped one.</param>
internal readonly record struct EmploymentType(string Name, string? UserId);
