namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>How far a posting demands a skill.</summary>
internal enum Demand
{
    /// <summary>It says that it does not.</summary>
    None,

    /// <summary>It is welcome.</summary>
    Preferred,

    /// <summary>It is asked for.</summary>
    Required,
}
