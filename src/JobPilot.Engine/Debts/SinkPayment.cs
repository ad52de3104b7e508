using System.Collections.Concurrent;
using JobPilot.Engine.Commits;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Debts;

/// <summary>
/// Pays what one sink owes: a run of its own that gives the sink alone what it missed. A debt leaves the home with the commit behind the sink's flush, so a
/// kill in between pays neither half nor twice, as far as the sink has marks or keys. For one run.
/// </summary>
public sealed class SinkPayment
{
    private readonly ConcurrentDictionary<string, Debt> _afterPage = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(long Number, OwedRange Range)> _ranges;
    private Home? _home;
    private string? _lettersPath;
    private DeadLetterArchive? _letters;

    internal SinkPayment(string sink, IReadOnlyList<(long Number, OwedRange Range)> ranges)
    {
        Sink = sink;
        _ranges = ranges;
    }

    /// <summary>The sink that is paid.</summary>
    public string Sink { get; }

    /// <summary>Pays from the home's rows, or a sink that takes dead letters from their file: as they are now, and what is gone as its removal.</summary>
    /// <param name="plan">A plan with the home and the sink.</param>
    /// <param name="debts">What the sink owes.</param>
    /// <returns>The plan of the payment; null where nothing is owed that the rows can pay.</returns>
    public static PipelinePlan? FromRows(PipelinePlan plan, SinkDebts debts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(debts);
        var ranges = debts.InRows(plan);
        if (ranges.Count == 0)
        {
            return null;
        }

        var payment = new SinkPayment(debts.Sink, ranges) { TakesDeadLetters = plan.Sinks.First(sink => sink.Id == debts.Sink).TakesDeadLetters };
        return plan with
        {
            Processors = [],
            Payment = payment,
            Landing = null,
            Collectors =
            [
                new CollectorPlan { Id = "rows", Type = "rows", Collector = new OwedRowsCollector(payment), Replays = true },
            ],
        };
    }

    /// <summary>Pays from what a run landed: the pages that the sink missed go through collectors and processors again.</summary>
    /// <param name="plan">A replay of that run, as <see cref="LandingReplay"/> makes it.</param>
    /// <param name="debts">What the sink owes.</param>
    /// <returns>The plan of the payment; null where nothing is owed of that run that a landing can pay.</returns>
    public static PipelinePlan? FromLanding(PipelinePlan plan, SinkDebts debts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(debts);
        var ranges = plan.Landed is { } landed ? debts.InPages(landed.Run.Id) : [];
        var payment = new SinkPayment(debts.Sink, ranges);
        IReadOnlyList<CollectorPlan> collectors = [.. plan.Collectors.Select(payment.Over).OfType<CollectorPlan>()];
        return collectors.Count == 0 ? null : plan with { Collectors = collectors, Payment = payment, Landing = null };
    }

    /// <summary>Whether letters are paid, and no rows.</summary>
    internal bool TakesDeadLetters { get; private init; }

    /// <summary>The run's home, whose rows are read, and the file of the dead letters.</summary>
    internal void Begin(Home home, string letters) => (_home, _lettersPath) = (home, letters);

    /// <summary>Ranges that are paid by this run, the oldest first.</summary>
    internal IReadOnlyList<(long Number, OwedRange Range)> Ranges => _ranges;

    /// <summary>Finds rows of the home, between its commits; or letters.</summary>
    internal ValueTask<IReadOnlyList<Record>> FindRowsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => TakesDeadLetters
        ? new((_letters ??= DeadLetterArchive.Open(_lettersPath!, mark: null)).Find(keys))
        : _home!.FindRowsAsync(keys, cancellationToken);

    /// <summary>Names the position behind a page, with what is still owed of its range once that page is paid; null for nothing.</summary>
    internal Position After(long number, string place, OwedRange? rest)
    {
        var name = $"{number}@{place}";
        _afterPage[name] = new Debt(Sink, number, rest?.ToJson());
        return new Position(name);
    }

    /// <summary>What is paid by a unit that holds these pages, once it is committed.</summary>
    internal IEnumerable<Debt> PaidBy(IReadOnlyList<PageEnd> ends) => ends.Select(end => end.After is { } after ? _afterPage.GetValueOrDefault(after.Value) : null).OfType<Debt>()
        .GroupBy(debt => debt.Number).Select(group => group.Last());

    private CollectorPlan? Over(CollectorPlan plan)
    {
        var fallback = plan.Fallback is { } declared ? Over(declared) : null;
        return fallback is null && !_ranges.Any(range => range.Range.Collector == plan.Id)
            ? null
            : plan with { Collector = new OwedPagesCollector(plan.Id, plan.Collector, this), Fallback = fallback ?? plan.Fallback, Replays = true };
    }
}
