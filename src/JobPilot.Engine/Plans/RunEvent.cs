namespace JobPilot.Engine;

/// <summary>Something that an operator may want to know while a run goes on. Immutable.</summary>
/// <param name="component">Id of the component.</param>
/// <param name="finding">What happened, without secrets; its code tells what it is.</param>
public sealed class RunEvent(string component, Diagnostic finding)
{
    /// <summary>Id of the component.</summary>
    public string Component { get; } = component;

    /// <summary>What happened, without secrets.</summary>
    public Diagnostic Finding { get; } = finding;

    /// <summary>Whether the fallback of the component has given its first page in its place.</summary>
    public bool FallbackDelivers { get; init; }
}
