namespace JobPilot.Engine.Stages;

/// <summary>One split in one run: who reads it, under which epoch, and how far it is.</summary>
internal sealed class SplitRun(CollectorPlan plan, Split split, string qualifiedId, long epoch, SplitState state)
{
    public CollectorPlan Plan { get; } = plan;

    public Split Split { get; } = split;

    /// <summary>Id in the home: collector, then split; a fallback's has its own, so that the primary's position cannot move.</summary>
    public string QualifiedId { get; } = qualifiedId;

    public long Epoch { get; } = epoch;

    /// <summary>Whether it fills in a time that lies behind, and so has no bookmark.</summary>
    public bool Backfill { get; init; }

    /// <summary>State at the start of this run; what follows from pages is kept by the committer.</summary>
    public SplitState Start { get; } = state;

    /// <summary>Asks for a page that an earlier run gave up: by its position within the bounds of its own pass.</summary>
    public SplitRead Read(SkippedPage page) => new(Split, page.AsOf)
    {
        After = page.After is { } after ? new Position(after) : null,
        Since = page.Since,
        Until = page.Until,
    };

    /// <summary>Names the page behind a position, which is given up for now.</summary>
    public SkippedPage Skip(Position? after, string code) => new()
    {
        After = after?.Value,
        AsOf = Start.AsOf,
        Since = Start.Since,
        Until = Start.Until,
        Code = code,
    };

    public SplitRead Read(Position? after) => new(Split, Start.AsOf)
    {
        After = after,
        Bookmark = Start.Full ? null : Start.Bookmark,
        Since = Start.Since,
        Until = Start.Until,
    };
}
