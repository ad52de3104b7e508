using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>drop_fields</c>.</summary>
public sealed class DropFieldsOptions
{
    /// <summary>Fields to remove.</summary>
    [Required]
    [MinLength(1)]
    [FieldPath]
    [Description("Fields to remove, such as `[raw, description.html]`. A field that is absent is skipped.")]
    public IReadOnlyList<string> Fields { get; init; } = [];
}
