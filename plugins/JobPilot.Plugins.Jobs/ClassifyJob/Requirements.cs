namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>What a description demands.</summary>
internal sealed class Requirements
{
    /// <summary>The first general demand of years; null without.</summary>
    public Finding<(double? Min, double? Max)>? Experience { get; set; }

    /// <summary>The lowest accepted level, an index of <see cref="EducationRule.Levels"/>; null without.</summary>
    public Finding<int>? Education { get; set; }

    /// <summary>Types of employment in order of mention, each once.</summary>
    public List<Finding<string>> Types { get; } = [];
}
