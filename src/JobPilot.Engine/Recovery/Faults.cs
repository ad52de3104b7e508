namespace JobPilot.Engine.Recovery;

/// <summary>Turns what a component throws into a fault that names the component.</summary>
internal static class Faults
{
    /// <summary>An exception that is no fault is the plugin's mistake: permanent, named, its trace only in the debug log.</summary>
    public static FaultException Of(Exception exception, string component) => exception switch
    {
        FaultException fault => fault,
        TimeoutException => new FaultException(FaultKind.Transient, $"'{component}' did not answer in time.", exception) { Code = "engine.timeout" },
        _ => new FaultException(
            FaultKind.Permanent, $"'{component}' failed: {exception.GetType().Name}: {exception.Message}", exception)
        {
            Code = "engine.component_failed",
            Fix = "This is a mistake in the plugin; the debug log holds the details.",
        },
    };

    /// <summary>What the operator is shown.</summary>
    public static Diagnostic ToDiagnostic(FaultException fault, string component, DiagnosticSeverity severity) =>
        new(fault.Code, fault.Message.Contains(component, StringComparison.Ordinal) ? fault.Message : $"{component}: {fault.Message}")
        {
            Severity = severity,
            Fix = fault.Fix,
        };
}
