using JobPilot.Configuration;

namespace JobPilot.Host.Plugins;

/// <summary>A class with a component attribute, as metadata tells it. Immutable.</summary>
internal sealed class PluginComponent
{
    /// <summary>Kind.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>One sentence; "" where there is none.</summary>
    public required string Description { get; init; }

    /// <summary>Whether its records are invented.</summary>
    public required bool Demo { get; init; }

    /// <summary>By how much its source may deliver late.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Full name of the class, nested classes with '+'.</summary>
    public required string TypeName { get; init; }

    /// <summary>Why it cannot be used ("is not public"); null where nothing is wrong so far.</summary>
    public required string? Flaw { get; init; }
}
