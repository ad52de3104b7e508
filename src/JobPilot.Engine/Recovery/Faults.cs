using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Recovery;

/// <summary>Turns what a component throws into a fault that names the component.</summary>
internal static class Faults
{
    /// <summary>Code of a batch that was too large for the memory; smaller ones may do.</summary>
    public const string OutOfMemory = "engine.out_of_memory";

    /// <summary>An exception that is no fault is the plugin's mistake: permanent, named, its trace only in the debug log.</summary>
    public static FaultException Of(Exception exception, string component) => exception switch
    {
        FaultException fault => fault,
        OutOfMemoryException => new FaultException(FaultKind.Permanent, $"'{component}' ran out of memory.", exception)
        {
            Code = OutOfMemory,
            Fix = "Lower settings.batch_size or settings.parallelism, or give the process more memory.",
        },
        TimeoutException => new FaultException(FaultKind.Transient, $"'{component}' did not answer in time.", exception) { Code = "engine.timeout" },
        _ => new FaultException(
            FaultKind.Permanent, $"'{component}' failed: {exception.GetType().Name}: {exception.Message}", exception)
        {
            Code = "engine.component_failed",
            Fix = "This is a mistake in the plugin; the debug log holds the details.",
        },
    };

    /// <summary>A page that was given up is asked for no more.</summary>
    public static FaultException PageLost(SplitRun split, SkippedPage page, string why) => new(
        FaultKind.Permanent, $"The page behind '{page.After ?? "the start"}' of '{split.QualifiedId}' is asked for no more: {why}.")
    {
        Code = "engine.page_lost",
        Fix = $"To have its records, fill in their time: --since {page.Since ?? page.AsOf.AddDays(-1):yyyy-MM-dd}.",
    };

    /// <summary>What the operator is shown.</summary>
    public static Diagnostic ToDiagnostic(FaultException fault, string component, DiagnosticSeverity severity) =>
        new(fault.Code, fault.Message.Contains(component, StringComparison.Ordinal) ? fault.Message : $"{component}: {fault.Message}")
        {
            Severity = severity,
            Fix = fault.Fix,
        };
}
