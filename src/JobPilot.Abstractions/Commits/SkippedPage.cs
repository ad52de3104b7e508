namespace JobPilot;

/// <summary>
/// A page that was given up and is to be asked for again. A position alone would name another page later, so the bounds of its pass belong to it. Immutable.
/// </summary>
public sealed class SkippedPage
{
    /// <summary>Position that the page lies behind; null where it was the first one.</summary>
    public string? After { get; init; }

    /// <summary>Start of the pass that it belongs to, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Lower bound of that pass; null means none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Upper bound of that pass; null means none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Runs that asked for it in vain, from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Code of the fault that it was given up for last.</summary>
    public string Code { get; init; } = "";
}
