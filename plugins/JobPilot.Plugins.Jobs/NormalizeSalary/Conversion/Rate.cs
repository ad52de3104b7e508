namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>What pay is multiplied by.</summary>
/// <param name="Value">Units of the wanted currency for one of the other.</param>
/// <param name="Date">The day that it is of; null where the pay is in the wanted currency already.</param>
internal readonly record struct Rate(double Value, DateOnly? Date);
