namespace JobPilot.Engine.Debts;

/// <summary>All that one sink owes, as the home keeps it, with the way in which each can be paid. Immutable.</summary>
public sealed class SinkDebts
{
    private readonly IReadOnlyList<Debt> _debts;
    private readonly List<(long Number, OwedRange Range)> _ranges = [];
    private readonly List<Diagnostic> _unreadable = [];

    /// <summary>Takes the debts of one sink out of what the home knows.</summary>
    /// <param name="known">What the home knows.</param>
    /// <param name="sink">Id of the sink.</param>
    public SinkDebts(Claim known, string sink)
    {
        ArgumentNullException.ThrowIfNull(known);
        Sink = sink;
        _debts = [.. known.Debts.Where(debt => debt.Sink == sink)];
        foreach (var debt in _debts.Where(debt => debt.Number != SinkAccount.Unopened))
        {
            try
            {
                _ranges.Add((debt.Number, OwedRange.Parse(debt)));
            }
            catch (FaultException fault)
            {
                _unreadable.Add(new Diagnostic(fault.Code, fault.Message) { Fix = fault.Fix });
            }
        }
    }

    /// <summary>What all sinks owe, by sink and run.</summary>
    /// <param name="known">What the home knows.</param>
    public static IReadOnlyList<SinkDebt> All(Claim known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return [.. known.Debts.Select(debt => debt.Sink).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(sink => new SinkDebts(known, sink).ByRun)];
    }

    /// <summary>What the home is told to forget what sinks owe of one run: that run is taken back, and nobody misses it any more.</summary>
    internal static IReadOnlyList<Debt> ForgottenOf(Claim known, string runId) => [.. known.Debts.Select(debt => debt.Sink).Distinct(StringComparer.Ordinal)
        .SelectMany(sink => new SinkDebts(known, sink)._ranges.Where(range => range.Range.Run == runId).Select(range => new Debt(sink, range.Number, null)))];

    /// <summary>Id of the sink.</summary>
    public string Sink { get; }

    /// <summary>What is owed, by run, the oldest first.</summary>
    public IReadOnlyList<SinkDebt> ByRun => [.. _ranges.GroupBy(range => range.Range.Run, StringComparer.Ordinal).OrderBy(run => run.Key, StringComparer.Ordinal)
        .Select(run => new SinkDebt(Sink, run.Key, run.Sum(range => range.Range.Rows)))];

    /// <summary>What the home is told to forget them all; they are then owed no more.</summary>
    public IReadOnlyList<Debt> Forgotten => [.. _debts.Select(debt => new Debt(debt.Sink, debt.Number, null))];

    /// <summary>Debts that cannot be read.</summary>
    public IReadOnlyList<Diagnostic> Unreadable => _unreadable;

    /// <summary>Runs whose landings have to pay what the rows cannot, the oldest first.</summary>
    /// <param name="plan">A plan with the home and the sink.</param>
    public IReadOnlyList<string> LandedRuns(PipelinePlan plan) =>
        [.. _ranges.Where(range => IsAtPlace(plan, range.Range) && !FromRows(plan, range.Range) && range.Range.InOrder).Select(range => range.Range.Run).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What cannot be paid at all, each with its mend.</summary>
    /// <param name="plan">A plan with the home and the sink.</param>
    /// <param name="isLanded">Whether the answers of a run are there.</param>
    public IReadOnlyList<Diagnostic> Unpayable(PipelinePlan plan, Func<string, bool> isLanded)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(isLanded);
        var findings = new List<Diagnostic>(_unreadable);
        foreach (var place in _ranges.Where(range => !IsAtPlace(plan, range.Range)).GroupBy(range => range.Range.Location, StringComparer.Ordinal))
        {
            findings.Add(new Diagnostic(
                "replay.other_output", $"Sink {Sink} owes {place.Sum(range => range.Range.Rows):#,0} records to {place.Key}, and now it writes elsewhere.")
            {
                Fix = $"Give the sink its former output again and pay, or give them up: jobpilot-host replay PIPELINE --sink {Sink} --forget",
            });
        }

        foreach (var run in _ranges.Where(range => IsAtPlace(plan, range.Range) && !FromRows(plan, range.Range) && !(range.Range.InOrder && isLanded(range.Range.Run)))
            .GroupBy(range => range.Range.Run, StringComparer.Ordinal))
        {
            var home = plan.HomeSink is null ? "the pipeline's home (the state store) holds no rows" : "the home's rows do not tell which they are";
            findings.Add(new Diagnostic(
                "replay.not_payable", $"{run.Sum(range => range.Range.Rows):#,0} records of run {run.Key} that sink {Sink} owes cannot be found: {home}, and that run landed nothing that holds them.")
            {
                Fix = $"Collect them again by a run with --full, then give the debt up: jobpilot-host replay PIPELINE --sink {Sink} --forget. With a required litedb sink, or a source by HTTP and settings.landing, debts can be paid.",
            });
        }

        return findings;
    }

    internal IReadOnlyList<(long Number, OwedRange Range)> InRows(PipelinePlan plan) => [.. _ranges.Where(range => IsAtPlace(plan, range.Range) && FromRows(plan, range.Range))];

    internal IReadOnlyList<(long Number, OwedRange Range)> InPages(string run) => [.. _ranges.Where(range => range.Range is { Keys: null, InOrder: true } && range.Range.Run == run)];

    private bool FromRows(PipelinePlan plan, OwedRange range) =>
        range.Keys is not null && (plan.HomeSink?.Sink is IRowReader || plan.Sinks.Any(sink => sink.Id == Sink && sink.TakesDeadLetters));

    private bool IsAtPlace(PipelinePlan plan, OwedRange range) => plan.Sinks.Any(sink => sink.Id == Sink && sink.Sink.Location == range.Location);
}
