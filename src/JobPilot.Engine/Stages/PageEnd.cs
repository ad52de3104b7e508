namespace JobPilot.Engine.Stages;

/// <summary>Marks the place in the stream behind the last record of a page.</summary>
/// <param name="split">The split that the page is of.</param>
/// <param name="after">Position behind the page; null where it does not move (the end of a pass, or a page that the limit cut).</param>
internal sealed class PageEnd(SplitRun split, Position? after)
{
    public SplitRun Split { get; } = split;

    public Position? After { get; } = after;

    public Bookmark? Bookmark { get; init; }

    /// <summary>Records of the page.</summary>
    public int Records { get; init; }

    /// <summary>The page that was given up before and has come now, or is given up for good; it moves no position.</summary>
    public SkippedPage? Retried { get; init; }

    /// <summary>The page that is given up for now, to be asked for by the next run.</summary>
    public SkippedPage? Skipped { get; init; }

    /// <summary>Whether the pass is complete.</summary>
    public bool EndOfPass { get; init; }

    /// <summary>Whether the pass starts again from its beginning, since its position expired.</summary>
    public bool RestartOfPass { get; init; }
}
