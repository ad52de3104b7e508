namespace JobPilot.Engine.Diffs;

/// <summary>What a replay would change in the home's rows.</summary>
public sealed class RowDiffResult
{
    /// <summary>Rows that are not there yet.</summary>
    public long New { get; init; }

    /// <summary>Rows that are there with other content.</summary>
    public long Changed { get; init; }

    /// <summary>Rows that are there as they would be written.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that would be deleted, and rows of the replayed runs that would not come any more.</summary>
    public long Vanished { get; init; }

    /// <summary>Share of the rows that would change, 0 to 1.</summary>
    public double Churn => New + Changed + Vanished is var changed && changed + Unchanged is > 0 and var all ? (double)changed / all : 0;

    /// <summary>Rows that would change, in the order of their keys as far as they are there; not all of very many.</summary>
    public required IReadOnlyList<RowChange> Rows { get; init; }
}

/// <summary>One row that would change.</summary>
public sealed class RowChange
{
    /// <summary>Key of the row.</summary>
    public required string Key { get; init; }

    /// <summary>new, changed or vanished.</summary>
    public required string Kind { get; init; }

    /// <summary>Fields that would change; empty for a new or vanished row.</summary>
    public IReadOnlyList<PreviewChange> Fields { get; init; } = [];
}
