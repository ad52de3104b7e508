namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>What a heading heads.</summary>
internal enum SectionKind
{
    /// <summary>Any other heading: ends the section before it.</summary>
    Other = 0,
    Responsibilities,
    Requirements,
    Benefits,
}
