namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>What marks skills that no list names.</summary>
public enum SkillModel
{
    /// <summary>The labeller that comes with the plugin: English.</summary>
    Labeller = 0,

    /// <summary>Nothing: only names of the lists are found.</summary>
    None = 1,
}
