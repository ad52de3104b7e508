namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>A finding in a file that an option names, as the fault that keeps its component from being made: for callers that have not had the file checked before.</summary>
internal static class FileFault
{
    /// <summary>Makes it.</summary>
    /// <param name="finding">The finding. Where it has a file, its message begins with the file's name, in the place of which the path with line and column stands here.</param>
    public static FaultException Of(Diagnostic finding) =>
        new(FaultKind.Fatal, finding.File is { } file ? $"{file}:{finding.Line}:{finding.Column}{finding.Message[Path.GetFileName(file).Length..]}" : finding.Message) { Code = finding.Code, Fix = finding.Fix };
}
