namespace JobPilot;

/// <summary>A run that met a row. Immutable.</summary>
/// <param name="runId">The run.</param>
/// <param name="did">The most that it did to the row.</param>
public sealed class RowRun(string runId, RowDeed did)
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>The most that it did to the row.</summary>
    public RowDeed Did { get; } = did;
}
