using System.Globalization;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Telemetry;
using JobPilot.Engine.Undo;

namespace JobPilot.Engine.Commits;

/// <summary>
/// Makes one unit durable: dead letters and other sinks first, the home last, then the view, then the source is told. When the home refuses
/// rows, everything since the last commit is taken back and computed again.
/// </summary>
internal sealed class Committer(
    Home home, SplitLedger ledger, MemoryKeeper memory, TailStage tail, IReadOnlyList<SinkStage> sinks, IReadOnlyList<SinkStage> letterSinks, SinkStage deadLetters,
    SinkPlan? homeSink, ComponentMeter? homeMeter, DebtBook book, UndoKeeper undo, RunEnvironment environment)
{
    private const int MostRewinds = 20;
    private readonly List<OptionalSinkStage> _optional = [.. sinks.Concat(letterSinks).OfType<OptionalSinkStage>()];
    private readonly List<SinkStage> _flushed = [.. sinks, .. letterSinks, deadLetters];
    private readonly SinkStage? _counted = sinks.FirstOrDefault(sink => sink is not OptionalSinkStage) ?? sinks.FirstOrDefault();
    private readonly List<SinkPlan> _conditional = [.. sinks.Select(sink => sink.Plan).Append(homeSink).OfType<SinkPlan>().Where(plan => plan.When is not null)];
    private readonly MemoryJournal _journal = new();
    private long _deadLetterNumber;
    private long _lettersCommitted;
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

    public bool HomeHoldsRows => homeSink is not null;

    /// <summary>
    /// Invariant 5: where the home does not know yet where a sink stands, it is told before anything is written there. Otherwise what a run that was
    /// killed before its first commit left behind could not be told from what was there before.
    /// </summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await undo.BeginAsync(sinks.Concat(letterSinks).Append(deadLetters), cancellationToken).ConfigureAwait(false);
        if (sinks.Concat(letterSinks).Any(sink => !sink.MarkIsKept))
        {
            await KeepMarksAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Computes the tail of a batch, and gives its rows to the sinks that are not the home.</summary>
    public async ValueTask AddAsync(Unit unit, Batch batch, CancellationToken cancellationToken)
    {
        var rows = await tail.ProcessAsync(batch, home.Component, cancellationToken).ConfigureAwait(false);
        rows.RemoveAll(FailsACondition);
        foreach (var row in rows)
        {
            if (row.Item.Fate == Fate.Open)
            {
                Settle(row);
            }
        }

        NoteMissable(unit, batch, rows);
        await WriteAsync(unit, rows, cancellationToken).ConfigureAwait(false);
        if (homeSink is not null)
        {
            foreach (var row in rows)
            {
                if (TakenByHome(row))
                {
                    unit.Rows.Add(row);
                }
            }

            unit.Batches.Add(batch);
        }

        unit.Count(batch);
        CollectDeadLetters(unit, batch.Items);
        TakeOutReplayed(unit, batch.Items);
    }

    /// <summary>Commits the unit, and what the ledger has besides.</summary>
    /// <exception cref="ComponentFaultException">The home, or a sink before it, cannot go on.</exception>
    public async ValueTask CommitAsync(Unit unit, CancellationToken cancellationToken)
    {
        if (unit.DeadLetters.Count > 0 && !deadLetters.MarkIsKept)
        {
            await KeepMarksAsync(cancellationToken).ConfigureAwait(false);
        }

        var spans = _optional.Count > 0 ? ledger.Spans(unit.PageEnds, unit.Collected) : [];
        unit.PageEnds.ForEach(ledger.Advance);
        for (var rewinds = 0; ; rewinds++)
        {
            var marks = await FlushAsync(unit, cancellationToken).ConfigureAwait(false);
            if (environment.Payment is not null)
            {
                memory.Memory.Rewind(); // What is paid was remembered when it was collected.
            }

            var changes = memory.Memory.Changes;
            var debts = book.Next(_optional.Where(sink => sink.IsOut), unit, spans, environment.Payment?.PaidBy(unit.PageEnds) ?? []);
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
                homeMeter?.Add(commit.Rows.Count, commit.Rows.Count);
                homeMeter?.AddTimeSince(started);
                await CommittedAsync(unit, commit, changes, marks, result, cancellationToken).ConfigureAwait(false);
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
        var opened = _flushed.Where(sink => !sink.MarkIsKept).ToList();
        var splits = ledger.Dirty();
        var commit = new Commit(home.Owner, home.LastCommit + 1, splits)
        {
            Debts = book.Next([], new Unit(), [], []),
            Marks = opened.ToDictionary(sink => sink.Plan.Id, sink => sink.Mark!, StringComparer.Ordinal),
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
            Refuse(new Unit(), result, MostRewinds);
        }

        ledger.Committed(splits);
        book.Committed();
        undo.Committed();
        opened.ForEach(sink => sink.Committed(sink.Mark));
    }

    /// <summary>Tries optional sinks that were left out once more; the home is told where they stand before anything is written there.</summary>
    private async ValueTask TakeBackAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in _optional)
        {
            if (await sink.ReturnAsync(cancellationToken).ConfigureAwait(false))
            {
                book.Begin(sink.Plan, opened: true, newRun: false);
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
        if (_optional.Count == 0)
        {
            return;
        }

        unit.NoteCollected(batch);
        var shown = homeSink?.Sink as IRowReader;
        foreach (var sink in _optional.Where(sink => !letterSinks.Contains(sink)))
        {
            unit.Note(sink, rows.Where(sink.Takes).Select(row => new MissableRow(
                row.Item.Record.Origin.Collector,
                row.Item.Record.Origin.Split,
                shown is not null && TakenByHome(row) ? shown.KeyOf(row.Record) : null)));
        }
    }

    private static void Refuse(Unit unit, CommitResult result, int rewinds)
    {
        if (rewinds >= MostRewinds || (result.Status == CommitStatus.Rejected && result.Rejected.Count == 0))
        {
            throw new ComponentFaultException("home", new FaultException(
                FaultKind.Fatal, $"The commit was refused {rewinds + 1} times without an end.")
            { Code = "engine.commit_refused" });
        }

        foreach (var rejected in result.Rejected)
        {
            unit.Rows[rejected.Index].Item.Root.Refusal = rejected.Reason;
        }
    }

    private async ValueTask RewindAsync(Unit unit, CancellationToken cancellationToken)
    {
        memory.Memory.Rewind();
        tail.Rewind();
        _deadLetterNumber = _lettersCommitted; // A sink that takes letters by key then holds none that is never committed.
        foreach (var sink in _flushed)
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

    private void Settle(Row row)
    {
        if (TakenByHome(row) || sinks.Any(sink => sink.Takes(row)))
        {
            row.Item.Fate = Fate.Written;
        }
        else
        {
            row.Item.Decide(Fate.Dropped, "sinks", "no sink takes it");
        }
    }

    /// <summary>A condition of a sink that fails is a matter of the record, as it is with processors.</summary>
    private bool FailsACondition(Row row)
    {
        if (row.Record.Operation != RecordOperation.Upsert)
        {
            return false;
        }

        foreach (var plan in _conditional)
        {
            try
            {
                plan.When!.Test(row.Record, environment.Run);
            }
            catch (ExpressionException exception)
            {
                row.Item.Decide(Fate.DeadLettered, plan.Id, $"The condition of '{plan.Id}' failed: {exception.Message}");
                return true;
            }
        }

        return false;
    }

    private bool TakenByHome(Row row) => homeSink is not null
        && (homeSink.When is null || row.Record.Operation != RecordOperation.Upsert || homeSink.When.Test(row.Record, environment.Run));

    private async ValueTask WriteAsync(Unit unit, List<Row> rows, CancellationToken cancellationToken)
    {
        if (sinks.Count == 0 || rows.Count == 0)
        {
            return;
        }

        var refused = await Task.WhenAll(sinks.Select(sink => sink.WriteAsync(rows, cancellationToken).AsTask())).ConfigureAwait(false);
        for (var i = 0; i < sinks.Count; i++)
        {
            foreach (var (row, reason) in refused[i])
            {
                var elsewhere = TakenByHome(row) || sinks.Where((sink, other) => other != i && sink.Takes(row) && !refused[other].Exists(one => one.Row == row)).Any();
                if (elsewhere)
                {
                    // It is written, and a dead letter of this sink.
                    AddLetter(unit, row.Item, sinks[i].Plan.Id, reason);
                }
                else
                {
                    row.Item.Decide(Fate.DeadLettered, sinks[i].Plan.Id, reason);
                }
            }
        }
    }

    private async ValueTask<Dictionary<string, string>> FlushAsync(Unit unit, CancellationToken cancellationToken)
    {
        Failpoints.Hit(Failpoints.SinksBefore);
        if (unit.DeadLetters.Count > 0)
        {
            await deadLetters.WriteAsync(
                unit.DeadLetters.ConvertAll(letter => new Row(letter, new Item(letter), 0)), cancellationToken).ConfigureAwait(false);
            await CopyLettersAsync(unit, cancellationToken).ConfigureAwait(false);
            Failpoints.Hit(Failpoints.DeadLettersAfter);
        }

        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sink in _flushed)
        {
            if (await sink.FlushAsync(cancellationToken).ConfigureAwait(false) is { } mark)
            {
                marks[sink.Plan.Id] = mark;
            }
        }

        Failpoints.Hit(Failpoints.SinksAfter);
        return marks;
    }

    /// <summary>Sinks that take letters get what the store keeps. What one refuses is there all the same.</summary>
    private async ValueTask CopyLettersAsync(Unit unit, CancellationToken cancellationToken)
    {
        foreach (var sink in letterSinks)
        {
            var rows = unit.DeadLetters.ConvertAll(letter => DeadLetter.AsRow(letter, sink.Plan.Sink.Operations)).ConvertAll(row => new Row(row, new Item(row), 0)).FindAll(sink.Takes);
            if (sink is OptionalSinkStage)
            {
                unit.Note(sink, rows.Select(row => new MissableRow(PipelineRunner.DeadLettersId, "", row.Record.Key)));
            }

            foreach (var (row, reason) in await sink.WriteAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                WarnRefused(sink.Plan.Id, row, reason);
            }
        }
    }

    private void WarnRefused(string sink, Row letter, string reason) => environment.Warn(
        new FaultException(FaultKind.Permanent, $"'{letter.Record.Key}': {reason}") { Code = "engine.letter_refused", Fix = "The letter is in the dead-letter file." },
        sink,
        "it refuses a dead letter");

    private Commit Build(Unit unit, Dictionary<string, string> marks, IReadOnlyList<MemoryChange> changes, IReadOnlyList<Debt> debts) =>
        new(home.Owner, home.LastCommit + 1, ledger.Dirty())
        {
            Rows = unit.Rows.ConvertAll(row => row.Record),
            Marks = unit.Shapes.Count == 0 ? marks : marks.Concat(unit.Shapes).ToDictionary(StringComparer.Ordinal),
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
        Unit unit, Commit commit, IReadOnlyList<MemoryChange> changes, Dictionary<string, string> marks, CommitResult result, CancellationToken cancellationToken)
    {
        _totals += unit.Counts;
        _lettersCommitted = _deadLetterNumber;
        _rows = homeSink is not null || _counted is null ? _rows + result.Counts : _counted.Counts;
        foreach (var sink in _flushed)
        {
            sink.Committed(marks.GetValueOrDefault(sink.Plan.Id));
        }

        book.Committed();
        tail.Committed();
        undo.Committed();
        environment.Replay?.Committed(unit.Replayed, unit.FailedAgain.Count);

        await memory.CommittedAsync(commit.Number, changes, cancellationToken).ConfigureAwait(false);
        foreach (var (split, position) in ledger.Committed(commit.Splits))
        {
            // Invariant 1: the source hears of it only now.
            await split.Plan.Collector.AcknowledgeAsync(split.Split, position, cancellationToken).ConfigureAwait(false);
        }

        Failpoints.Hit(Failpoints.AcknowledgedAfter);
    }

    private void CollectDeadLetters(Unit unit, List<Item> items)
    {
        foreach (var item in items)
        {
            if (item.Fate == Fate.DeadLettered && IsNewLetter(item))
            {
                AddLetter(unit, item, item.DecidedBy ?? "", item.Reason ?? "");
            }

            if (item.Children is { } children)
            {
                CollectDeadLetters(unit, children);
            }
        }
    }

    /// <summary>Where a debt is paid, what a processor rejects was a letter of the run that owes it; what the sink refuses is one now.</summary>
    private bool IsNewLetter(Item item)
    {
        if (environment.Payment is not { TakesDeadLetters: true } payment)
        {
            return environment.Payment is null || item.DecidedBy == environment.Payment.Sink;
        }

        WarnRefused(payment.Sink, new Row(item.Record, item, 0), item.Reason ?? "");
        return false;
    }

    /// <summary>A letter that is rejected again keeps its id, so that it takes its own place in the store.</summary>
    private void AddLetter(Unit unit, Item item, string component, string reason)
    {
        var run = environment.Run;
        DeadLetterName name;
        if (environment.Replay?.Find(item.Record.Origin) is { } letter)
        {
            if (!unit.FailedAgain.Add(letter.Id))
            {
                return;
            }

            name = new DeadLetterName(letter.Id, letter.RunId, letter.Attempts + 1);
        }
        else
        {
            name = new DeadLetterName($"{run.Id}-{(++_deadLetterNumber).ToString("D8", CultureInfo.InvariantCulture)}", run.Id, 1);
        }

        unit.DeadLetters.Add(DeadLetter.Of(item, name, component, reason, run, environment.Time.GetUtcNow(), environment.Redact));
    }

    /// <summary>Invariant 5: a replayed letter leaves the store with the commit of its rows, or not at all.</summary>
    private void TakeOutReplayed(Unit unit, List<Item> items)
    {
        if (environment.Replay is not { } replay)
        {
            return;
        }

        foreach (var item in items)
        {
            if (replay.Find(item.Record.Origin) is { } letter && !unit.FailedAgain.Contains(letter.Id))
            {
                unit.Replayed++;
                unit.DeadLetters.Add(DeadLetter.Replayed(letter.Id, environment.Run, environment.Time.GetUtcNow()));
            }
        }
    }

    private static string Counts(UnitCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"collected\":{counts.Collected},\"written\":{counts.Written},\"duplicates\":{counts.Duplicates},\"dropped\":{counts.Dropped},\"dead_lettered\":{counts.DeadLettered}}}");
}
