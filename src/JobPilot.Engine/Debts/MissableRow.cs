namespace JobPilot.Engine.Debts;

/// <summary>A row that a sink takes, should it miss it.</summary>
/// <param name="Collector">The collector that it comes from.</param>
/// <param name="Split">The split.</param>
/// <param name="Key">Its key in the home; null where the home does not show it.</param>
internal readonly record struct MissableRow(string Collector, string Split, string? Key);
