namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>A place in a rule file.</summary>
/// <param name="File">Path as the author of the pipeline wrote it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Pointer">JSON pointer.</param>
internal sealed record RulePlace(string File, int Line, int Column, string Pointer)
{
    /// <summary>What marks rules of the file: its name.</summary>
    public string Mark => Path.GetFileName(File);

    /// <summary>A finding at this place.</summary>
    public Diagnostic Finding(string code, string message, string fix) => new(code, $"{Mark}: {message}")
    {
        File = File,
        Line = Line,
        Column = Column,
        Pointer = Pointer,
        Fix = fix,
    };
}
