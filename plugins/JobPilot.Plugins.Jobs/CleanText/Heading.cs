namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>A heading that is known.</summary>
/// <param name="Kind">What it heads.</param>
/// <param name="UserId">Id of the rule where a user's file gave it; null for a shipped one.</param>
internal sealed record Heading(SectionKind Kind, string? UserId)
{
    /// <summary>A short line with a colon, which heads something whatever it says.</summary>
    public static Heading Any { get; } = new(SectionKind.Other, null);
}
