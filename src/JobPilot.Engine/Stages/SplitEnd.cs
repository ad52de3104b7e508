namespace JobPilot.Engine.Stages;

/// <summary>How the reading of a split ended.</summary>
internal enum SplitEnd
{
    /// <summary>Its pass is complete.</summary>
    Read = 0,

    /// <summary>The fallback has taken over the rest of the collector.</summary>
    FallbackTookOver,

    /// <summary>The rest is left to the next run; the run goes on.</summary>
    Left,

    /// <summary>It belongs to a fallback, and the source that it stood in for is back; its pass stays open.</summary>
    SourceIsBack,
}
