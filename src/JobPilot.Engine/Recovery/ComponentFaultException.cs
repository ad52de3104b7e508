namespace JobPilot.Engine.Recovery;

/// <summary>A fault that ends the run, with the component that it happened in.</summary>
internal sealed class ComponentFaultException(string component, FaultException fault) : Exception(fault.Message, fault)
{
    public string Component { get; } = component;

    public FaultException Fault { get; } = fault;
}
