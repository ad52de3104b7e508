namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>What a cue says of the skills around it.</summary>
internal enum Cue
{
    /// <summary>Nothing: it is a skill.</summary>
    None,

    /// <summary>They are welcome.</summary>
    Preferred,

    /// <summary>Those that follow are welcome.</summary>
    PreferredNext,

    /// <summary>They are asked for.</summary>
    Required,

    /// <summary>The one before it is asked for.</summary>
    RequiredHere,

    /// <summary>Those that follow are not asked for, where a word of need follows them.</summary>
    NotNext,

    /// <summary>The one before it is not asked for.</summary>
    NotNeeded,

    /// <summary>A word that says, behind <see cref="NotNext"/>, what is not asked for.</summary>
    Need,

    /// <summary>The section speaks of something else.</summary>
    Other,

    /// <summary>An ambiguous name beside it is a skill.</summary>
    Context,

    /// <summary>A name within these words is no skill: "data integrity", "Hong Kong".</summary>
    NoSkill,
}
