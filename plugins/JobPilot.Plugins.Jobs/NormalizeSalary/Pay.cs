namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Pay as a text states it.</summary>
/// <param name="Min">Least amount in the currency's main unit; null for "up to".</param>
/// <param name="Max">Greatest amount; null for "from".</param>
/// <param name="Currency">ISO 4217; null where neither text nor country say.</param>
/// <param name="Period">hour, day, week, month, year; null where neither text nor size say.</param>
/// <param name="Start">Where the amount begins in the text.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Rule">Id of the rule, without its version.</param>
/// <param name="Confidence">0..1.</param>
internal sealed record Pay(double? Min, double? Max, string? Currency, string? Period, int Start, int Length, string Rule, double Confidence);
