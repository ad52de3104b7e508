using System.Text.Json.Nodes;

namespace JobPilot.Engine;

/// <summary>The first records of a pipeline as they look after every step; nothing was written.</summary>
public sealed class PreviewResult
{
    /// <summary>Records in the order in which they came.</summary>
    public required IReadOnlyList<PreviewRecord> Records { get; init; }

    /// <summary>What ended the preview early; null where nothing did.</summary>
    public Diagnostic? Failure { get; init; }

    /// <summary>What an operator should look at, a fallback that took over among it.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}

/// <summary>One collected record and its steps.</summary>
public sealed class PreviewRecord
{
    /// <summary>Id of the collector; of its fallback where that delivered.</summary>
    public required string Collector { get; init; }

    /// <summary>Id of the split.</summary>
    public required string Split { get; init; }

    /// <summary>Whether it is invented.</summary>
    public bool Demo { get; init; }

    /// <summary>The record as the source gave it; null where it is no record.</summary>
    public JsonNode? Source { get; init; }

    /// <summary>What each processor did, up to the one that decided.</summary>
    public required IReadOnlyList<PreviewStep> Steps { get; init; }

    /// <summary>written, duplicate, dropped or dead_lettered.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, where it was not written.</summary>
    public string? Reason { get; init; }

    /// <summary>Rows that the sinks would get: operation, key and fields.</summary>
    public required IReadOnlyList<PreviewRow> Rows { get; init; }
}

/// <summary>What one processor did to one record.</summary>
public sealed class PreviewStep
{
    /// <summary>Id of the processor.</summary>
    public required string Component { get; init; }

    /// <summary>keep, drop, reject, replace, duplicate or pass (its condition was not met).</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, for all but keep and pass.</summary>
    public string? Reason { get; init; }

    /// <summary>Fields that it changed.</summary>
    public required IReadOnlyList<PreviewChange> Changes { get; init; }

    /// <summary>The record behind the step; null where it does not go on.</summary>
    public JsonNode? Record { get; init; }
}

/// <summary>One changed field.</summary>
public sealed class PreviewChange
{
    /// <summary>JSON pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>Value before; null where there was none.</summary>
    public JsonNode? Before { get; init; }

    /// <summary>Value behind; null where it was removed.</summary>
    public JsonNode? After { get; init; }
}

/// <summary>One row that the sinks would get.</summary>
public sealed class PreviewRow
{
    /// <summary>upsert, patch or delete.</summary>
    public required string Operation { get; init; }

    /// <summary>Key of the row.</summary>
    public string? Key { get; init; }

    /// <summary>Fields; empty for a delete.</summary>
    public required JsonNode Fields { get; init; }
}
