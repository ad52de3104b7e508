using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Debts;

/// <summary>
/// What optional sinks owe: what the home knows of it, and what the next commit says. Ranges that follow each other are joined. Invariant 7: of a sink at most
/// <see cref="MostRanges"/> are kept. Used by the consumer's thread; <see cref="Debts"/> may be asked for by any.
/// </summary>
internal sealed class DebtBook(RunEnvironment environment)
{
    /// <summary>Ranges of a sink; beyond, the oldest is given up for good, and that is told.</summary>
    public const int MostRanges = 1000;

    /// <summary>Ranges of a sink that name their rows; beyond, pages alone are named, as a landing needs them.</summary>
    public const int MostKeyed = 200;

    /// <summary>Keys of a range, and characters of them: what one payment reads and one commit takes.</summary>
    public const int MostKeys = 1000;
    private const int MostCharacters = 32 * 1024;

    private readonly Dictionary<string, SinkAccount> _accounts = new(StringComparer.Ordinal);
    private readonly List<Debt> _pending = [];
    private readonly Dictionary<SinkAccount, Dictionary<GrowingRange, (long Number, OwedRange Range)>> _growing = [];
    private List<Debt> _attempt = [];
    private volatile IReadOnlyList<SinkDebt> _debts = [];

    /// <summary>What is owed, by sink and run, as far as the home knows.</summary>
    public IReadOnlyList<SinkDebt> Debts => _debts;

    /// <summary>Takes over what the home knows.</summary>
    public void Load(IReadOnlyList<Debt> debts)
    {
        foreach (var debt in debts)
        {
            try
            {
                Account(debt.Sink).Apply(debt);
            }
            catch (FaultException fault)
            {
                Account(debt.Sink).Reserve(debt.Number);
                environment.Warn(fault, debt.Sink, "one of its debts is left as it is");
            }
        }

        Summarize();
    }

    /// <summary>Whether the sink could not be opened when an earlier run began, and has not been since.</summary>
    public bool IsUnopened(string sink) => Account(sink).IsUnopened;

    /// <summary>A sink was opened, or could not be.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="opened">Whether it was; where not, the next commit says so, and whoever opens it next starts it as this run would have.</param>
    /// <param name="newRun">Whether a new run begins. A sink that then begins empty owes no more what it missed of earlier runs.</param>
    public void Begin(SinkPlan sink, bool opened, bool newRun)
    {
        var account = Account(sink.Id);
        if (account.IsUnopened == opened || _pending.Exists(debt => debt.Sink == sink.Id && debt.Number == SinkAccount.Unopened))
        {
            _pending.RemoveAll(debt => debt.Sink == sink.Id && debt.Number == SinkAccount.Unopened);
            _pending.Add(account.Unopen(!opened));
        }

        if (newRun && sink.Sink.StartsAnew)
        {
            _pending.AddRange(account.Ranges.Where(range => range.Value.Location == sink.Sink.Location && range.Value.Run != environment.Run.Id)
                .Select(range => new Debt(sink.Id, range.Key, null)));
        }
    }

    /// <summary>What the next commit says: of the unit, of sinks that were opened, and of what is paid by it. Computed anew where a unit is.</summary>
    public IReadOnlyList<Debt> Next(IEnumerable<SinkStage> owing, Unit unit, IReadOnlyList<SplitSpan> spans, IEnumerable<Debt> paid)
    {
        _growing.Clear();
        _attempt = [.. _pending, .. paid];
        foreach (var sink in owing)
        {
            Owe(Account(sink.Plan.Id), sink.Plan.Sink.Location, unit, unit.Missable(sink), spans);
        }

        return _attempt;
    }

    /// <summary>The home has what <see cref="Next"/> said.</summary>
    public void Committed()
    {
        if (_attempt.Count == 0)
        {
            return;
        }

        _pending.RemoveAll(_attempt.Contains);
        foreach (var debt in _attempt)
        {
            Account(debt.Sink).Apply(debt);
        }

        foreach (var (account, growing) in _growing)
        {
            account.Grow(growing);
        }

        _growing.Clear();
        _attempt = [];
        Summarize();
    }

    private SinkAccount Account(string sink)
    {
        if (!_accounts.TryGetValue(sink, out var account))
        {
            _accounts[sink] = account = new SinkAccount(sink);
        }

        return account;
    }

    private void Owe(SinkAccount account, string location, Unit unit, IReadOnlyList<MissableRow> rows, IReadOnlyList<SplitSpan> spans)
    {
        var growing = new Dictionary<GrowingRange, (long Number, OwedRange Range)>(account.Growing);
        var known = account.Ranges.Values.Count(range => range.Keys is not null);
        var next = account.Next;
        foreach (var group in rows.GroupBy(row => (row.Collector, row.Split)))
        {
            var range = Range(group.Key.Collector, group.Key.Split, location, unit, spans);
            var named = known < MostKeyed ? group.Where(row => row.Key is not null).ToList() : [];
            foreach (var (keys, count) in Parts(named))
            {
                known += Put(range with { Rows = count, Keys = keys }) ? 1 : 0;
            }

            if (group.LongCount() - named.Count is > 0 and var unnamed)
            {
                Put(range with { Rows = unnamed });
            }
        }

        _growing[account] = growing;
        foreach (var number in account.Ranges.Keys.Take((int)(account.Ranges.Count + (next - account.Next) - MostRanges)).ToList())
        {
            GiveUp(account, number);
        }

        bool Put(OwedRange range)
        {
            var place = new GrowingRange(range.Collector, range.Split, range.Keys is not null);
            var joined = growing.TryGetValue(place, out var last) ? Join(last.Range, range) : null;
            growing[place] = (joined is null ? next++ : last.Number, joined ?? range);
            _attempt.RemoveAll(debt => debt.Sink == account.Sink && debt.Number == growing[place].Number);
            _attempt.Add(new Debt(account.Sink, growing[place].Number, growing[place].Range.ToJson()));
            return joined is null;
        }
    }

    private OwedRange Range(string collector, string split, string location, Unit unit, IReadOnlyList<SplitSpan> spans)
    {
        var span = spans.FirstOrDefault(one => one.Collector == collector && one.Split == split);
        return new OwedRange
        {
            Run = environment.Run.Id,
            Location = location,
            Collector = collector,
            Split = split,
            From = span?.From,
            To = span?.To,
            Cut = span is { InOrder: true } ? (int)Math.Max(0, unit.CollectedOf(collector, split) - span.Records) : 0,
            InOrder = (span?.InOrder ?? false) && !environment.Replays,
        };
    }

    private void GiveUp(SinkAccount account, long number)
    {
        var range = account.Ranges[number];
        _attempt.RemoveAll(debt => debt.Sink == account.Sink && debt.Number == number);
        _attempt.Add(new Debt(account.Sink, number, null));
        environment.Warn(
            new FaultException(FaultKind.Permanent, $"It owes more than {MostRanges} ranges; {range.Rows} records of run {range.Run} are owed no more.")
            {
                Code = "engine.debt_lost",
                Fix = "To have them there, run the pipeline with --full once the sink works.",
            },
            account.Sink,
            "a debt is lost");
    }

    /// <summary>Cuts keys into parts that one range holds; a key that stands twice is named once.</summary>
    private static IEnumerable<(List<string> Keys, long Rows)> Parts(List<MissableRow> rows)
    {
        var (keys, seen, characters, count) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), 0, 0L);
        foreach (var row in rows)
        {
            if (keys.Count > 0 && (keys.Count >= MostKeys || characters + row.Key!.Length > MostCharacters))
            {
                yield return (keys, count);
                (keys, characters, count) = ([], 0, 0);
            }

            count++;
            if (seen.Add(row.Key!))
            {
                keys.Add(row.Key!);
                characters += row.Key!.Length;
            }
        }

        if (count > 0)
        {
            yield return (keys, count);
        }
    }

    /// <summary>Two ranges of one split of which the second begins where the first ends.</summary>
    private static OwedRange? Join(OwedRange first, OwedRange second)
    {
        if (first.Run != second.Run || first.Location != second.Location || first.Collector != second.Collector || first.Split != second.Split
            || first.Cut > 0 || first.InOrder != second.InOrder || first.To != second.From || first.To is null || first.Keys is null != second.Keys is null)
        {
            return null;
        }

        var keys = first.Keys is null ? null : first.Keys.Union(second.Keys!, StringComparer.Ordinal).ToList();
        return keys is not null && (keys.Count > MostKeys || keys.Sum(key => key.Length) > MostCharacters)
            ? null
            : first with { To = second.To ?? first.To, Cut = second.Cut, Rows = first.Rows + second.Rows, Keys = keys };
    }

    private void Summarize() => _debts =
    [
        .. _accounts.Values.OrderBy(account => account.Sink, StringComparer.Ordinal).SelectMany(account => account.Ranges.Values
            .GroupBy(range => range.Run, StringComparer.Ordinal).OrderBy(run => run.Key, StringComparer.Ordinal)
            .Select(run => new SinkDebt(account.Sink, run.Key, run.Sum(range => range.Rows)))),
    ];
}
