namespace JobPilot.Engine;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Every pass is complete, or the limit was reached.</summary>
    Succeeded = 0,

    /// <summary>Something stopped it; <see cref="RunResult.Failure"/> says what.</summary>
    Failed = 1,

    /// <summary>It was asked to stop and drained.</summary>
    Cancelled = 2,
}

/// <summary>What a run did.</summary>
public sealed class RunResult
{
    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Collected records by outcome, and rows of the home.</summary>
    public required RunTotals Totals { get; init; }

    /// <summary>Each component's work: collectors, their fallbacks, processors, sinks, in the plan's order.</summary>
    public required IReadOnlyList<ComponentProgress> Components { get; init; }

    /// <summary>Every collector whose fallback stood ready.</summary>
    public required IReadOnlyList<FallbackUse> Fallbacks { get; init; }

    /// <summary>What optional sinks owe behind the run, of it and of earlier ones, by sink and run.</summary>
    public IReadOnlyList<SinkDebt> Debts { get; init; } = [];

    /// <summary>What stopped the run: a fault with its mend, naming the component; null where nothing did.</summary>
    public Diagnostic? Failure { get; init; }

    /// <summary>Whether it failed before anything was read: a source, a sink or the home could not be opened.</summary>
    public bool FailedAtOpening { get; init; }

    /// <summary>How the sources differ from what was known of them, by collector; at most 100 a collector.</summary>
    public IReadOnlyList<ShapeChange> ShapeChanges { get; init; } = [];

    /// <summary>What an operator should look at though the run went on.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}

/// <summary>Counts of collected records, each once, and of the home's rows.</summary>
public sealed class RunTotals
{
    /// <summary>Records that came from the sources: the sum of the next four.</summary>
    public long Collected { get; init; }

    /// <summary>Collected records that were written.</summary>
    public long Written { get; init; }

    /// <summary>Collected records that repeat another one.</summary>
    public long Duplicates { get; init; }

    /// <summary>Collected records that were left out on purpose.</summary>
    public long Dropped { get; init; }

    /// <summary>Collected records that went to the dead letters.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Rows of the home; of the first sink where the home holds no rows.</summary>
    public RowCounts Rows { get; init; }
}

/// <summary>What one component did so far.</summary>
public sealed class ComponentProgress
{
    /// <summary>Id in the pipeline; a fallback's is <c>&lt;id&gt;.fallback</c>.</summary>
    public required string Id { get; init; }

    /// <summary>collector, processor or sink.</summary>
    public required string Kind { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>Records that entered; for a collector those it delivered.</summary>
    public long In { get; init; }

    /// <summary>Records that left; for a sink the rows written.</summary>
    public long Out { get; init; }

    /// <summary>Records left out here, duplicates included.</summary>
    public long Dropped { get; init; }

    /// <summary>Records rejected here; of a collector those that its contract discards.</summary>
    public long Rejected { get; init; }

    /// <summary>For a collector: changes of its source's shape, by kind once the run has ended; null where there are none, and for any other component.</summary>
    public ShapeCounts? Shape { get; init; }

    /// <summary>Seconds spent in it, over all threads.</summary>
    public double Seconds { get; init; }
}

/// <summary>Whether a declared fallback delivered.</summary>
public sealed class FallbackUse
{
    /// <summary>Id of the collector.</summary>
    public required string Collector { get; init; }

    /// <summary>Whether its fallback delivered.</summary>
    public bool Used { get; init; }

    /// <summary>Why; null where it was not used.</summary>
    public string? Reason { get; init; }
}
