namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A skill of a listing.</summary>
internal sealed class FoundSkill
{
    /// <summary>Canonical name, or the words of the text.</summary>
    public required string Name { get; init; }

    /// <summary>technology, knowledge, ability.</summary>
    public required string Kind { get; init; }

    /// <summary>Where its first mention begins.</summary>
    public required int Start { get; init; }

    /// <summary>How long its first mention is.</summary>
    public required int Length { get; init; }

    /// <summary>0..1.</summary>
    public required double Confidence { get; set; }

    /// <summary>Whether it is asked for, not only welcome.</summary>
    public required bool IsRequired { get; set; }

    /// <summary>What found it.</summary>
    public required SkillSources Sources { get; set; }

    /// <summary>Id of the user's rule that names it; null where none does.</summary>
    public string? UserId { get; set; }

    /// <summary>URI of the ESCO skill, or its label where the file has no URIs; null where it is not linked.</summary>
    public string? Esco { get; set; }

    /// <summary>UNSPSC commodity code of the technology in O*NET; null where it is not linked.</summary>
    public string? Onet { get; set; }
}
