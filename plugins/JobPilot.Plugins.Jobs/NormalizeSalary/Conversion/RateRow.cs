namespace JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;

/// <summary>A row of the user's table of rates.</summary>
/// <param name="Date">The day that it is of.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Rate">Units of the currency for one of the base.</param>
/// <param name="Base">ISO 4217.</param>
internal sealed record RateRow(DateOnly Date, string Currency, double Rate, string Base);
