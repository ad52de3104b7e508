namespace JobPilot.Engine.Debts;

/// <summary>What a unit holds of one split.</summary>
/// <param name="Collector">The collector, or its fallback.</param>
/// <param name="Split">The split.</param>
/// <param name="From">Position before the unit; null for the start.</param>
/// <param name="To">Position behind the last whole page; null where there is none.</param>
/// <param name="Records">Records of the whole pages.</param>
/// <param name="InOrder">Whether all of them are pages in the order of the split.</param>
internal sealed record SplitSpan(string Collector, string Split, string? From, string? To, long Records, bool InOrder);
