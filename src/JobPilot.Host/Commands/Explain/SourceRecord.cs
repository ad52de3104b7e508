namespace JobPilot.Host.Commands.Explain;

/// <summary>The source's record of a listing, or why there is none.</summary>
/// <param name="Record">The record with its origin; null where it is not kept.</param>
/// <param name="Kept">Where it is kept: <c>row</c>, <c>landing</c>; null where it is not.</param>
/// <param name="RunId">The run that landed it; null where the row keeps it.</param>
/// <param name="Reason">Why there is none; null where there is.</param>
internal sealed record SourceRecord(Record? Record, string? Kept, string? RunId, string? Reason);
