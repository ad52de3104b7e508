namespace JobPilot.Configuration;

/// <summary>Options bound to their class, or the findings that stand against it. Immutable.</summary>
public sealed class OptionsBinding
{
    /// <summary>An instance of the options class; null where any finding is an error.</summary>
    public object? Options { get; init; }

    /// <summary>Findings, each with a pointer relative to the options; empty where all is well.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }
}
