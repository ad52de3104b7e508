using JobPilot.Engine.Commits;
using JobPilot.Engine.DeadLetters;

namespace JobPilot.Engine.Stages;

/// <summary>Gives the rows of a batch to the sinks beside the home, and says what becomes of each. Used by the consumer's thread.</summary>
internal sealed class RowWriter(RunSinks sinks, RunEnvironment environment)
{
    private readonly List<SinkPlan> _conditional =
        [.. sinks.Rows.Select(sink => sink.Plan).Append(sinks.HomeSink).OfType<SinkPlan>().Where(plan => plan.When is not null)];

    /// <summary>Takes out rows that no condition can be asked about, and decides the fate of the others' items.</summary>
    public void Settle(List<Row> rows)
    {
        rows.RemoveAll(FailsACondition);
        foreach (var row in rows)
        {
            if (row.Item.Fate != Fate.Open)
            {
                continue;
            }

            if (sinks.HomeTakes(row) || sinks.Rows.Any(sink => sink.Takes(row)))
            {
                row.Item.Fate = Fate.Written;
            }
            else
            {
                row.Item.Decide(Fate.Dropped, "sinks", "no sink takes it");
            }
        }
    }

    /// <summary>Writes settled rows; what every sink refuses is a dead letter.</summary>
    /// <param name="unit">The unit under way.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="letters">Takes a letter of each sink that refuses what another one has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask WriteAsync(Unit unit, List<Row> rows, LetterWriter letters, CancellationToken cancellationToken)
    {
        if (sinks.Rows.Count == 0 || rows.Count == 0)
        {
            return;
        }

        var refused = await Task.WhenAll(sinks.Rows.Select(sink => sink.WriteAsync(rows, cancellationToken).AsTask())).ConfigureAwait(false);
        for (var i = 0; i < refused.Length; i++)
        {
            foreach (var (row, reason) in refused[i])
            {
                var elsewhere = sinks.HomeTakes(row)
                    || sinks.Rows.Where((sink, other) => other != i && sink.Takes(row) && !refused[other].Exists(one => one.Row == row)).Any();
                if (elsewhere)
                {
                    // It is written, and a dead letter of this sink.
                    letters.Add(unit, row.Item, sinks.Rows[i].Plan.Id, reason);
                }
                else
                {
                    row.Item.Decide(Fate.DeadLettered, sinks.Rows[i].Plan.Id, reason);
                }
            }
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
}
