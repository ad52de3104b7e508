using System.ComponentModel;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Options of <c>classify_job</c>.</summary>
public sealed class ClassifyJobOptions
{
    /// <summary>Whether the description is read.</summary>
    [Description("Read the description for years of experience, education and, where no field and no title says, the type of employment.")]
    public bool ReadText { get; init; } = true;
}
