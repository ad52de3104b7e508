namespace JobPilot.State;

/// <summary>What the history keeps of one run. Immutable.</summary>
public sealed class RunEntry
{
    /// <summary>Id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Environment whose overlay was applied; "" where none was.</summary>
    public required string Environment { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs and for one that was interrupted.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary><c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>interrupted</c> or <c>undone</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>One JSON object: configuration hash, versions.</summary>
    public required string Details { get; init; }

    /// <summary>One JSON object: totals, components and errors; for an interrupted run the counts of its last commit, if this store was its home.</summary>
    public required string Summary { get; init; }
}
