using System.Text.RegularExpressions;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>One schema of the tree, compiled. Immutable but for references, which are filled in once.</summary>
internal sealed class CompiledSchema
{
    public SchemaTypes Types { get; set; } = SchemaTypes.Any;

    /// <summary>Strings and null that are allowed; null means any.</summary>
    public HashSet<string>? Enum { get; set; }

    public bool EnumHasNull { get; set; }

    public Regex? Pattern { get; set; }

    public int MinLength { get; set; }

    public double Minimum { get; set; } = double.NegativeInfinity;

    public double Maximum { get; set; } = double.PositiveInfinity;

    public double ExclusiveMinimum { get; set; } = double.NegativeInfinity;

    public bool UniqueItems { get; set; }

    public CompiledSchema? Items { get; set; }

    public Dictionary<string, CompiledSchema>? Properties { get; set; }

    /// <summary>Required properties; each has a bit in the order given.</summary>
    public string[] Required { get; set; } = [];

    /// <summary>Prefix of names that are allowed beside <see cref="Properties"/>.</summary>
    public string? OpenPrefix { get; set; }

    public bool AllowsOthers { get; set; } = true;

    /// <summary>Schema of properties that have none of their own.</summary>
    public CompiledSchema? Others { get; set; }
}
