namespace JobPilot.Configuration;

/// <summary>A place in a file.</summary>
/// <param name="File">Path as the user gave it, an included file's path, or the name of what gave the value (<c>--set a.b</c>).</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}:{Column}";
}
