using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>One expectation of <c>assert</c>.</summary>
public sealed class Expectation
{
    /// <summary>The field that is looked at.</summary>
    [FieldPath]
    [Description("The field that is looked at; needed by every check but `where`.")]
    public string? Field { get; init; }

    /// <summary>Whether the field has to be there.</summary>
    [Description("The field is there and not null.")]
    public bool NotNull { get; init; }

    /// <summary>Highest share of records without the field.</summary>
    [Range(0.0, 1.0)]
    [Description("Highest share of records, over the run, in which the field is absent or null; warns or stops, never rejects.")]
    public double? MaxNullRate { get; init; }

    /// <summary>Lowest number.</summary>
    [Description("Lowest number allowed. A value that is no number does not meet it; null does.")]
    public double? Min { get; init; }

    /// <summary>Highest number.</summary>
    [Description("Highest number allowed. A value that is no number does not meet it; null does.")]
    public double? Max { get; init; }

    /// <summary>The values allowed.</summary>
    [Description("The values allowed, as text; numbers and booleans are written in quotes. Null is allowed.")]
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>Whether no two postings may share the value.</summary>
    [Description("No two postings share the value, in this run and in those before. Null is not compared.")]
    public bool Unique { get; init; }

    /// <summary>A condition.</summary>
    [Expression]
    [Description("A condition that every record meets, such as `record.base_salary.min <= record.base_salary.max`. Null counts as not met.")]
    public string? Where { get; init; }

    /// <summary>What happens otherwise.</summary>
    [Description("What happens otherwise: `warn`, `reject` the record, or `stop` the run.")]
    public AssertAction Then { get; init; }
}
