namespace JobPilot.Engine.Undo;

/// <summary>What taking a run back does, or did. Immutable.</summary>
public sealed class UndoResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Whether the run was taken back before: what was left of that is done, and nothing else.</summary>
    public bool TakenBackBefore { get; init; }

    /// <summary>Why it cannot be taken back; empty where it can. In the order in which they are to be mended.</summary>
    public IReadOnlyList<Diagnostic> Refusals { get; init; } = [];

    /// <summary>What the operator should know.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Rows of the home.</summary>
    public UndoRows Rows { get; init; } = UndoRows.None;

    /// <summary>Keys that processors remember and that get their former value.</summary>
    public long MemoryKeys { get; init; }

    /// <summary>Dead letters that are taken out.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Splits that the run moved.</summary>
    public IReadOnlyList<UndoneSplit> Splits { get; init; } = [];

    /// <summary>Sinks beside the home that the run wrote to.</summary>
    public IReadOnlyList<UndoneOutput> Outputs { get; init; } = [];
}

/// <summary>A split that a run moved. Immutable.</summary>
/// <param name="id">The split, qualified by its collector.</param>
/// <param name="state">Its state afterwards; null where it is as if it had never been read.</param>
/// <param name="left">Whether it is left as it is, since it was changed by hand meanwhile.</param>
public sealed class UndoneSplit(string id, SplitState? state, bool left)
{
    /// <summary>The split.</summary>
    public string Id { get; } = id;

    /// <summary>Its state afterwards.</summary>
    public SplitState? State { get; } = state;

    /// <summary>Whether it is left as it is.</summary>
    public bool Left { get; } = left;
}

/// <summary>A sink beside the home that a run wrote to. Immutable.</summary>
/// <param name="sink">Its id.</param>
/// <param name="location">Where its rows go.</param>
/// <param name="mark">Its mark afterwards; null where it is left as it is.</param>
/// <param name="reason">Why it is left as it is; null where it is taken back.</param>
public sealed class UndoneOutput(string sink, string location, string? mark, string? reason)
{
    /// <summary>Its id.</summary>
    public string Sink { get; } = sink;

    /// <summary>Where its rows go.</summary>
    public string Location { get; } = location;

    /// <summary>Its mark afterwards.</summary>
    public string? Mark { get; } = mark;

    /// <summary>Why it is left as it is.</summary>
    public string? Reason { get; } = reason;
}
