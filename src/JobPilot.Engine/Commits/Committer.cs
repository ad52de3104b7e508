using System.Globalization;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Undo;

namespace JobPilot.Engine.Commits;

/// <summary>
/// Makes one unit durable: dead letters and other sinks first, the home last, then the view, then the source is told. When the home refuses
/// rows, everything since the last commit is taken back and computed again.
/// </summary>
internal sealed class Committer(
    Home home, SplitLedger ledger, MemoryKeeper memory, TailStage tail, RunSinks sinks, DebtBook book, UndoKeeper undo, RunEnvironment environment)
{
    private const int MostRewinds = 20;
    private readonly LetterWriter _letters = new(sinks, home, environment);
    private readonly MemoryJournal _journal = new();
    private readonly RowWriter _writer = new(sinks, environment);
    private UnitCounts _totals;
    private RowCounts _rows;

    /// <summary>Counts of what is committed.</summary>
    public RunTotals Totals => new()
    {
        Collected = _totals.Collected,
        Written = _totals.Written,
        Duplicates = _totals.Duplicates,
        Dropped = _totals.Dropped,
        DeadLettered = _totals.DeadLettered,
        Rows = _rows,
    };

    public bool HomeHoldsRows => sinks.HomeSink is not null;

    /// <summary>
    /// Invariant 5: where the home does not know yet where a sink stands, it is told before anything is written there. Otherwise what a run that was
    /// killed before its first commit left behind could not be told from what was there before.
    /// </summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await undo.BeginAsync(sinks.All, cancellationToken).ConfigureAwait(false);
        if (sinks.Opened.Any(sink => !sink.MarkIsKept))
        {
            await KeepMarksAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Computes the tail of a batch, and gives its rows to the sinks that are not the home.</summary>
    public async ValueTask AddAsync(Unit unit, Batch batch, CancellationToken cancellationToken)
    {
        var rows = await tail.ProcessAsync(batch, home.Component, cancellationToken).ConfigureAwait(false);
        _writer.Settle(rows);
        NoteMissable(unit, batch, rows);
        await _writer.WriteAsync(unit, rows, _letters, cancellationToken).ConfigureAwait(false);
        if (HomeHoldsRows)
        {
            unit.Rows.AddRange(rows.Where(sinks.HomeTakes));
            unit.Batches.Add(batch);
        }

        unit.Count(batch);
        _letters.Collect(unit, batch.Items);
    }

    /// <summary>Commits the unit, and what the ledger has besides.</summary>
    /// <exception cref="ComponentFaultException">The home, or a sink before it, cannot go on.</exception>
    public async ValueTask CommitAsync(Unit unit, CancellationToken cancellationToken)
    {
        if (unit.DeadLetters.Count > 0 && !sinks.DeadLetters.MarkIsKept)
        {
            await KeepMarksAsync(cancellationToken).ConfigureAwait(false);
        }

        var spans = sinks.Optional.Count > 0 ? ledger.Spans(unit.PageEnds, unit.Collected) : [];
        unit.PageEnds.ForEach(ledger.Advance);
        for (var rewinds = 0; ; rewinds++)
        {
            var marks = await FlushAsync(unit, cancellationToken).ConfigureAwait(false);
            if (environment.Payment is not null)
            {
                memory.Memory.Rewind(); // What is paid was remembered when it was collected.
            }

            var changes = memory.Memory.Changes;
            var debts = book.Next(sinks.Optional.Where(sink => sink.IsOut), unit, spans, environment.Payment?.PaidBy(unit.PageEnds) ?? []);
            var commit = Build(unit, marks, changes, debts);
            if (commit.Splits.Count == 0 && commit.Rows.Count == 0 && debts.Count == 0 && unit.IsEmpty && unit.Shapes.Count == 0)
            {
                return;
            }

            Failpoints.Hit(Failpoints.HomeBefore);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            var result = await home.CommitAsync(commit, cancellationToken).ConfigureAwait(false); // Invariant 2
            Failpoints.Hit(Failpoints.HomeAfter);
            if (result.Status == CommitStatus.Committed)
            {
                sinks.HomeMeter?.Add(commit.Rows.Count, commit.Rows.Count);
                sinks.HomeMeter?.AddTimeSince(started);
                await CommittedAsync(unit, commit, marks, result, cancellationToken).ConfigureAwait(false);
                await TakeBackAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            RefuseFenced(result);
            Refuse(unit, result, rewinds);
            await RewindAsync(unit, cancellationToken).ConfigureAwait(false);
        }
    }

    private void RefuseFenced(CommitResult result)
    {
        if (result.Status == CommitStatus.Fenced)
        {
            // Invariant 6: another host has taken over; nothing more is written.
            throw new ComponentFaultException(home.Component, new FaultException(
                FaultKind.Fatal, $"Another host has taken over this pipeline's work: {result.Reason ?? "its epoch is newer"}.")
            {
                Code = "engine.fenced",
                Fix = "Let only one host run this pipeline on this database.",
            });
        }
    }

    /// <summary>A commit of the marks alone, as the sinks were opened. Nothing of the unit under way is in it, nor of what its records changed in the memory.</summary>
    private async ValueTask KeepMarksAsync(CancellationToken cancellationToken)
    {
        var opened = sinks.All.Where(sink => !sink.MarkIsKept).ToList();
        var splits = ledger.Dirty();
        var commit = new Commit(home.Owner, home.LastCommit + 1, splits)
        {
            Debts = book.Next([], new Unit(), [], []),
            Marks = WithPlaces(opened.ToDictionary(sink => sink.Plan.Id, sink => sink.Mark!, StringComparer.Ordinal)),
            Journal = memory.Follows ? MemoryJournal.Empty : default,
            JournalTrim = memory.Follows ? memory.Applied : 0,
            Counts = Counts(_totals),
            RunId = environment.Run.Id,
            Undo = undo.Of(rememberedToo: false),
            UndoTrim = undo.Trim,
        };
        Failpoints.Hit(Failpoints.MarksBefore);
        var result = await home.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        Failpoints.Hit(Failpoints.MarksAfter);
        if (result.Status != CommitStatus.Committed)
        {
            RefuseFenced(result);
            throw WithoutAnEnd(MostRewinds);
        }

        ledger.Committed(splits);
        book.Committed();
        undo.Committed();
        opened.ForEach(sink => sink.Committed(sink.Mark));
    }

    /// <summary>Tries optional sinks that were left out once more; the home is told where they stand before anything is written there.</summary>
    private async ValueTask TakeBackAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in sinks.Optional)
        {
            if (await sink.ReturnAsync(cancellationToken).ConfigureAwait(false))
            {
                book.Begin(sink.Plan, opened: true, newRun: false);
                undo.Returned();
                if (!sink.MarkIsKept)
                {
                    await KeepMarksAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Notes, for each optional sink, what it would miss if it were left out of this unit: the keys by which the home can show the rows.</summary>
    private void NoteMissable(Unit unit, Batch batch, List<Row> rows)
    {
        if (sinks.Optional.Count == 0)
        {
            return;
        }

        unit.NoteCollected(batch);
        var shown = sinks.HomeSink?.Sink as IRowReader;
        foreach (var sink in sinks.Rows.OfType<OptionalSinkStage>())
        {
            unit.Note(sink, rows.Where(sink.Takes).Select(row => new MissableRow(
                row.Item.Record.Origin.Collector,
                row.Item.Record.Origin.Split,
                shown is not null && sinks.HomeTakes(row) ? shown.KeyOf(row.Record) : null)));
        }
    }

    private static void Refuse(Unit unit, CommitResult result, int rewinds)
    {
        if (rewinds >= MostRewinds || (result.Status == CommitStatus.Rejected && result.Rejected.Count == 0))
        {
            throw WithoutAnEnd(rewinds);
        }

        foreach (var rejected in result.Rejected)
        {
            unit.Rows[rejected.Index].Item.Root.Refusal = rejected.Reason;
        }
    }

    private static ComponentFaultException WithoutAnEnd(int rewinds) => new("home", new FaultException(
        FaultKind.Fatal, $"The commit was refused {rewinds + 1} times without an end.")
    { Code = "engine.commit_refused" });

    private async ValueTask RewindAsync(Unit unit, CancellationToken cancellationToken)
    {
        memory.Memory.Rewind();
        tail.Rewind();
        _letters.Rewind();
        foreach (var sink in sinks.All)
        {
            await sink.RollBackAsync(cancellationToken).ConfigureAwait(false);
        }

        var batches = unit.Batches.ToList();
        unit.Batches.Clear();
        unit.Rewind();
        foreach (var batch in batches)
        {
            foreach (var item in batch.Live)
            {
                item.Rewind();
            }

            await AddAsync(unit, batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<Dictionary<string, string>> FlushAsync(Unit unit, CancellationToken cancellationToken)
    {
        Failpoints.Hit(Failpoints.SinksBefore);
        if (unit.DeadLetters.Count > 0)
        {
            await _letters.WriteAsync(unit, cancellationToken).ConfigureAwait(false);
            Failpoints.Hit(Failpoints.DeadLettersAfter);
        }

        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sink in sinks.All)
        {
            if (await sink.FlushAsync(cancellationToken).ConfigureAwait(false) is { } mark)
            {
                marks[sink.Plan.Id] = mark;
            }
        }

        Failpoints.Hit(Failpoints.SinksAfter);
        return marks;
    }

    /// <summary>Marks, each with its place where the home does not know it yet.</summary>
    private Dictionary<string, string> WithPlaces(Dictionary<string, string> marks)
    {
        var unknown = sinks.All.Where(sink => !sink.PlaceIsKept && marks.ContainsKey(sink.Plan.Id)).ToList();
        return unknown.Count == 0
            ? marks
            : marks.Concat(unknown.Select(sink => KeyValuePair.Create(SinkPlace.KeyOf(sink.Plan.Id), sink.Plan.Sink.Location))).ToDictionary(StringComparer.Ordinal);
    }

    private Commit Build(Unit unit, Dictionary<string, string> marks, PackedChanges changes, IReadOnlyList<Debt> debts) =>
        new(home.Owner, home.LastCommit + 1, ledger.Dirty())
        {
            Rows = unit.Rows.ConvertAll(row => row.Record),
            Marks = WithPlaces(unit.Shapes.Count == 0 ? marks : marks.Concat(unit.Shapes).ToDictionary(StringComparer.Ordinal)),
            Debts = debts,
            Memory = home.SharesMemory ? changes : [],
            Journal = memory.Follows ? _journal.Write(changes) : default,
            JournalTrim = memory.Follows ? memory.Applied : 0,
            Counts = Counts(_totals + unit.Counts),
            RunId = environment.Run.Id,
            Undo = undo.Of(rememberedToo: true),
            UndoTrim = undo.Trim,
        };

    private async ValueTask CommittedAsync(
        Unit unit, Commit commit, Dictionary<string, string> marks, CommitResult result, CancellationToken cancellationToken)
    {
        _totals += unit.Counts;
        _letters.Committed();
        _rows = HomeHoldsRows || sinks.Counted is null ? _rows + result.Counts : sinks.Counted.Counts;
        foreach (var sink in sinks.All)
        {
            sink.Committed(marks.GetValueOrDefault(sink.Plan.Id));
        }

        book.Committed();
        tail.Committed();
        undo.Committed();
        environment.Replay?.Committed(unit.Replayed, unit.FailedAgain.Count);

        await memory.CommittedAsync(commit.Number, cancellationToken).ConfigureAwait(false);
        foreach (var (split, position) in ledger.Committed(commit.Splits))
        {
            // Invariant 1: the source hears of it only now.
            await split.Plan.Collector.AcknowledgeAsync(split.Split, position, cancellationToken).ConfigureAwait(false);
        }

        Failpoints.Hit(Failpoints.AcknowledgedAfter);
    }

    private static string Counts(UnitCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"collected\":{counts.Collected},\"written\":{counts.Written},\"duplicates\":{counts.Duplicates},\"dropped\":{counts.Dropped},\"dead_lettered\":{counts.DeadLettered}}}");
}
