namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>What found a skill; several may.</summary>
[Flags]
internal enum SkillSources
{
    None = 0,

    /// <summary>The list that comes with the plugin.</summary>
    List = 1,

    /// <summary>The user's rule files.</summary>
    Rules = 2,

    /// <summary>The labeller: an ability in full.</summary>
    Ability = 4,

    /// <summary>The labeller: knowledge.</summary>
    Knowledge = 8,

    /// <summary>The labeller: a trait or soft skill by its name.</summary>
    SoftSkill = 16,

    /// <summary>The user's taxonomy.</summary>
    Taxonomy = 32,

    /// <summary>The user's file of terms.</summary>
    Terms = 64,
}
