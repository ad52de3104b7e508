namespace JobPilot;

/// <summary>
/// One finding about configuration: what is wrong, where, and how to mend it. Wrong configuration is data, never an exception.
/// Immutable; safe on every thread.
/// </summary>
/// <param name="code">Stable dotted code in <c>lower_snake_case</c>, for instance <c>options.out_of_range</c>; never empty.</param>
/// <param name="message">One sentence for the author of the pipeline: what was found and what is allowed. Holds no secret.</param>
public sealed class Diagnostic(string code, string message)
{
    /// <summary>Stable dotted code, for instance <c>options.out_of_range</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What was found and what is allowed, in one sentence.</summary>
    public string Message { get; } = message;

    /// <summary>Error (the default) keeps the pipeline from running; a warning does not.</summary>
    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Error;

    /// <summary>
    /// JSON pointer (RFC 6901) to the value. From <see cref="IValidatedOptions.Validate"/> it is relative to the component's options
    /// (<c>/searches/0/query</c>); the host puts the place in the file before it. Empty means the whole.
    /// </summary>
    public string Pointer { get; init; } = "";

    /// <summary>How to mend it, as an instruction ("set it to a whole number from 1 to 20"); null where the message says it all.</summary>
    public string? Fix { get; init; }

    /// <summary>Path of the file as the user gave it; null where the finding belongs to no file.</summary>
    public string? File { get; init; }

    /// <summary>Line in <see cref="File"/>, from 1; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>Column in <see cref="Line"/>, from 1; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <inheritdoc />
    public override string ToString()
    {
        var place = File is null ? "" : $"{File}:{Line}:{Column} ";
        var pointer = Pointer.Length == 0 ? "" : $" {Pointer}";
        return $"{place}{Code}{pointer} {Message}{(Fix is null ? "" : $" {Fix}")}";
    }
}

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The pipeline cannot run.</summary>
    Error = 0,

    /// <summary>The pipeline runs; the author should look.</summary>
    Warning = 1,
}
