namespace JobPilot.Configuration;

/// <summary>A file that an option names and that decides what the component does. Immutable.</summary>
/// <param name="path">Path as the author wrote it.</param>
/// <param name="sha256">SHA-256 of its content, lower-case hex.</param>
public sealed class ComponentFile(string path, string sha256)
{
    /// <summary>Path as the author wrote it.</summary>
    public string Path { get; } = path;

    /// <summary>SHA-256 of its content when the pipeline was loaded, lower-case hex.</summary>
    public string Sha256 { get; } = sha256;
}
