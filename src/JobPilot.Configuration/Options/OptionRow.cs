namespace JobPilot.Configuration;

/// <summary>One option as lists show it. Immutable.</summary>
public sealed class OptionRow
{
    /// <summary>Name in YAML; dotted where it is nested.</summary>
    public required string Name { get; init; }

    /// <summary>Type in words.</summary>
    public required string Type { get; init; }

    /// <summary>Default; "" where there is none.</summary>
    public required string Default { get; init; }

    /// <summary>Range, choices and other rules; "" where there are none.</summary>
    public required string Allowed { get; init; }

    /// <summary>Description.</summary>
    public required string Description { get; init; }
}
