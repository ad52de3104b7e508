namespace JobPilot.Plugins.Files;

/// <summary>Where records are shown.</summary>
public enum ConsoleStream
{
    /// <summary>Standard output.</summary>
    Stdout = 0,

    /// <summary>Standard error.</summary>
    Stderr = 1,
}
