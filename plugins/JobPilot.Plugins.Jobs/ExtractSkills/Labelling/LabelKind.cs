namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>What the labeller marks; each kind has a chain of labels of its own, so that spans of different kinds may overlap. The values are part of the model.</summary>
internal enum LabelKind
{
    /// <summary>What one is able to do, in full: "lead a team of engineers".</summary>
    Ability,

    /// <summary>What one knows: tools, languages, fields.</summary>
    Knowledge,

    /// <summary>A trait or soft skill by its name: "team player".</summary>
    SoftSkill,
}
