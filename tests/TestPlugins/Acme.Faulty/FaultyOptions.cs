namespace Acme.Faulty;

/// <summary>What goes wrong, and when.</summary>
public enum Mishap
{
    None = 0,
    Open,
    Write,
    Flush,
    Hang,
    Bug,
    OutOfMemory,
}

public sealed class FaultyOptions
{
    /// <summary>File that lines are appended to.</summary>
    public required string Path { get; init; }

    public Mishap Mishap { get; init; }

    /// <summary>Rows of a run that are written before anything goes wrong.</summary>
    public int After { get; init; }

    /// <summary>How often it goes wrong; 0 for ever.</summary>
    public int Times { get; init; }

    /// <summary>Largest batch that the memory takes.</summary>
    public int Most { get; init; } = int.MaxValue;
}
