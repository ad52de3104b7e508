namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>A skill at a place of a text.</summary>
internal struct SkillMatch
{
    /// <summary>The skill.</summary>
    public Skill Skill;

    /// <summary>Where its name begins.</summary>
    public int Start;

    /// <summary>How long its name is.</summary>
    public int Length;

    /// <summary>Whether the name is a common word too and must be confirmed by its context.</summary>
    public bool IsAmbiguous;

    /// <summary>Whether it only names a unit of the organisation that the posting works with; told with the confirmation.</summary>
    public bool IsOthersUnit;

    /// <summary>Whether it is asked for, not only welcome.</summary>
    public bool IsRequired;
}
