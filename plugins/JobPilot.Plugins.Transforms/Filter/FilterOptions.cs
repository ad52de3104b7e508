using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>filter</c>.</summary>
public sealed class FilterOptions
{
    /// <summary>Condition of the records that stay.</summary>
    [Required]
    [Expression]
    [Description("Condition of the records that stay, such as `record.title != null`. Null counts as false.")]
    public string Where { get; init; } = "";

    /// <summary>Name under which the others are counted.</summary>
    [StringLength(100)]
    [Description("Name under which the dropped records are counted; the condition itself by default.")]
    public string Reason { get; init; } = "";
}
