using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>Options of <c>validate_job</c>.</summary>
public sealed class ValidateJobOptions
{
    /// <summary>Fields that a listing must also have.</summary>
    [Description("Fields that must be there beside those of the schema, for instance hiring_organization.name.")]
    [FieldPath]
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Findings that a rejection names.</summary>
    [Description("Findings that a rejection names; the rest is counted.")]
    [Range(1, 100)]
    public int MaxReasons { get; init; } = 5;
}
