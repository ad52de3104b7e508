namespace JobPilot.Host.Commands;

/// <summary>Ends a verb that cannot do what it was asked for; told like any other finding.</summary>
internal sealed class RefusedException(int exitCode, Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public int ExitCode { get; } = exitCode;

    public Diagnostic Diagnostic { get; } = diagnostic;

    public static RefusedException Wrong(string code, string message, string fix) => new(Host.ExitCode.Configuration, new Diagnostic(code, message) { Fix = fix });

    public static RefusedException Missing(string code, string message, string fix) => new(Host.ExitCode.Environment, new Diagnostic(code, message) { Fix = fix });
}
