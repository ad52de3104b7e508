using System.Globalization;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Makes the dead letters of a unit, numbers them, and writes them where they go. Used by the consumer's thread.</summary>
internal sealed class LetterWriter(RunSinks sinks, Home home, RunEnvironment environment)
{
    private long _number;
    private long _committed;

    /// <summary>The unit is committed, and its letters with it.</summary>
    public void Committed() => _committed = _number;

    /// <summary>The unit is computed again, its letters too: a sink that takes them by key then holds none that is never committed.</summary>
    public void Rewind() => _number = _committed;

    /// <summary>Makes letters of the items that were rejected, and takes those out that were replayed with success.</summary>
    public void Collect(Unit unit, List<Item> items)
    {
        CollectRejected(unit, items);
        TakeOutReplayed(unit, items);
    }

    /// <summary>A letter that is rejected again keeps its id, so that it takes its own place in the store.</summary>
    public void Add(Unit unit, Item item, string component, string reason)
    {
        var run = environment.Run;
        DeadLetterName name;
        if (environment.Replay is { } replay)
        {
            var letter = replay.Find(item.Record.Origin);
            if (!unit.FailedAgain.Add(letter.Id))
            {
                return;
            }

            name = new DeadLetterName(letter.Id, letter.RunId, letter.Attempts + 1);
        }
        else
        {
            name = new DeadLetterName($"{run.Id}-{(++_number).ToString("D8", CultureInfo.InvariantCulture)}", run.Id, 1);
        }

        unit.DeadLetters.Add(DeadLetter.Of(item, name, component, reason, run, home.HomeId, environment.Time.GetUtcNow(), environment.Redact));
    }

    /// <summary>Writes a unit's letters into the store, and copies into the sinks that take them. What one of these refuses is in the store all the same.</summary>
    public async ValueTask WriteAsync(Unit unit, CancellationToken cancellationToken)
    {
        await sinks.DeadLetters.WriteAsync(unit.DeadLetters.ConvertAll(letter => new Row(letter, new Item(letter), 0)), cancellationToken).ConfigureAwait(false);
        foreach (var sink in sinks.Letters)
        {
            var rows = unit.DeadLetters.ConvertAll(letter => DeadLetter.AsRow(letter, sink.Plan.Sink.Operations)).ConvertAll(row => new Row(row, new Item(row), 0)).FindAll(sink.Takes);
            if (sink is OptionalSinkStage)
            {
                unit.Note(sink, rows.Select(row => new MissableRow(PipelineRunner.DeadLettersId, "", row.Record.Key)));
            }

            foreach (var (row, reason) in await sink.WriteAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                WarnRefused(sink.Plan.Id, row.Record, reason);
            }
        }
    }

    private void CollectRejected(Unit unit, List<Item> items)
    {
        foreach (var item in items)
        {
            if (item.Fate == Fate.DeadLettered && IsNew(item))
            {
                Add(unit, item, item.DecidedBy!, item.Reason ?? "");
            }

            if (item.Children is { } children)
            {
                CollectRejected(unit, children);
            }
        }
    }

    /// <summary>Where a debt is paid, what a processor rejects was a letter of the run that owes it; what the sink refuses is one now.</summary>
    private bool IsNew(Item item)
    {
        if (environment.Payment is not { TakesDeadLetters: true } payment)
        {
            return environment.Payment is null || item.DecidedBy == environment.Payment.Sink;
        }

        WarnRefused(payment.Sink, item.Record, item.Reason);
        return false;
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
            var letter = replay.Find(item.Record.Origin);
            if (!unit.FailedAgain.Contains(letter.Id))
            {
                unit.Replayed++;
                unit.DeadLetters.Add(DeadLetter.Replayed(letter.Id, environment.Run, home.HomeId, environment.Time.GetUtcNow()));
            }
        }
    }

    private void WarnRefused(string sink, Record letter, string? reason) => environment.Warn(
        new FaultException(FaultKind.Permanent, $"'{letter.Key}': {reason}") { Code = "engine.letter_refused", Fix = "The letter is in the dead-letter file." },
        sink,
        "it refuses a dead letter");
}
