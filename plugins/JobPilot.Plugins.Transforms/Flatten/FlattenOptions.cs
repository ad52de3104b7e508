using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>flatten</c>.</summary>
public sealed class FlattenOptions
{
    /// <summary>What joins the names.</summary>
    [StringLength(10, MinimumLength = 1)]
    [Description("What joins the names on the way: `base_salary.min` becomes `base_salary_min`.")]
    public string Separator { get; init; } = "_";

    /// <summary>How many levels of objects are opened.</summary>
    [Range(0, 64)]
    [Description("How many levels of objects are opened; 0 opens all.")]
    public int Depth { get; init; }

    /// <summary>Whether arrays are opened too.</summary>
    [Description("Whether arrays are opened too, with the index as name: `locations_0_city`. Otherwise they stay as they are.")]
    public bool Arrays { get; init; }
}
