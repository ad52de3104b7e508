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

    /// <summary>The section speaks of something else.</summary>
    Other,

    /// <summary>An ambiguous name beside it is a skill.</summary>
    Context,
}
