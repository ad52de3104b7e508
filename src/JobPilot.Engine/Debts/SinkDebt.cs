using System.Globalization;

namespace JobPilot.Engine;

/// <summary>What an optional sink missed of one run and has not got since. Immutable.</summary>
/// <param name="Sink">Id of the sink.</param>
/// <param name="RunId">The run that went on without it.</param>
/// <param name="Records">Rows that it missed, over 0.</param>
public sealed record SinkDebt(string Sink, string RunId, long Records)
{
    /// <summary>How a sink's debts are told, and paid.</summary>
    /// <param name="debts">Debts of one sink, one or more.</param>
    public static Diagnostic Tell(IReadOnlyList<SinkDebt> debts)
    {
        ArgumentNullException.ThrowIfNull(debts);
        var (sink, shown) = (debts[0].Sink, 3);
        var runs = debts.Take(shown).Select(debt => $"{N(debt.Records)} records of run {debt.RunId}").ToList();
        var more = debts.Count > shown ? $" and {N(debts.Skip(shown).Sum(debt => debt.Records))} of {debts.Count - shown} more runs" : "";
        return new Diagnostic("engine.sink_owes", $"Sink {sink} owes {string.Join(", ", runs)}{more}.")
        {
            Severity = DiagnosticSeverity.Warning,
            Pointer = sink,
            Fix = $"Mend the sink, then pay with: jobpilot-host replay PIPELINE --sink {sink}",
        };
    }

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
