namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A skill of a listing.</summary>
internal sealed class FoundSkill
{
    /// <summary>Canonical name, or the words of the text.</summary>
    public string Name { get; set; } = "";

    /// <summary>technology, knowledge, ability.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Where its first mention begins.</summary>
    public int Start { get; set; }

    /// <summary>How long its first mention is.</summary>
    public int Length { get; set; }

    /// <summary>0..1.</summary>
    public double Confidence { get; set; }

    /// <summary>Whether it is asked for, not only welcome.</summary>
    public bool IsRequired { get; set; }

    /// <summary>What found it.</summary>
    public SkillSources Sources { get; set; }

    /// <summary>Id of the user's rule that names it; null where none does.</summary>
    public string? UserId { get; set; }

    /// <summary>URI of the ESCO skill, or its label where the file has no URIs; null where it is not linked.</summary>
    public string? Esco { get; set; }

    /// <summary>UNSPSC commodity code of the technology in O*NET; null where it is not linked.</summary>
    public string? Onet { get; set; }
}
