using System.Diagnostics;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine.Stages;

/// <summary>One sink that is not the home: takes rows as they come, becomes durable before the home commits, and can be rolled back.</summary>
internal class SinkStage(SinkPlan plan, ComponentMeter meter, RunEnvironment environment)
{
    private readonly Halving _halving = new(plan.Id, environment);
    private bool _dirty;
    private RowCounts _kept;

    public SinkPlan Plan { get; } = plan;

    public RowCounts Counts { get; private set; }

    /// <summary>What to roll back to: the mark of the last commit, or where the sink stood when it was opened.</summary>
    public string? Mark { get; private set; }

    /// <summary>Whether the home knows a mark; until then nothing may be written that a kill would leave behind.</summary>
    public bool MarkIsKept { get; protected set; }

    /// <summary>Whether the home knows where the sink writes.</summary>
    public bool PlaceIsKept { get; set; }

    /// <summary>
    /// Invariant 5: opens the sink at the mark of the last commit, which takes back what was written behind it. Where it then stands is part of
    /// the next commit, since a new run may have started it anew.
    /// </summary>
    public virtual async ValueTask OpenAsync(bool newRun, string? mark, CancellationToken cancellationToken)
    {
        Mark = await CallAsync(
            async token =>
            {
                await Plan.Sink.OpenAsync(new SinkOpen(newRun) { Mark = mark }, token).ConfigureAwait(false);
                return await Plan.Sink.FlushAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        _dirty = Mark is not null;
        MarkIsKept = Mark is null || mark is not null;
    }

    /// <summary>The home has committed what was written here.</summary>
    public virtual void Committed(string? mark)
    {
        Mark = mark ?? Mark;
        MarkIsKept |= mark is not null;
        PlaceIsKept |= mark is not null;
        _kept = Counts;
        meter.Keep();
    }

    /// <summary>Rolls the sink back to the last commit; one without marks writes by key and is left as it is.</summary>
    public virtual async ValueTask RollBackAsync(CancellationToken cancellationToken)
    {
        Counts = _kept;
        meter.Rewind();
        if (Mark is not null)
        {
            await OpenAsync(newRun: false, Mark, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the rows that are meant for this sink; returns those that it refused.</summary>
    public virtual async ValueTask<List<(Row Row, string Reason)>> WriteAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        var chosen = rows.FindAll(Takes);
        if (chosen.Count == 0)
        {
            return [];
        }

        var started = Stopwatch.GetTimestamp();
        var records = chosen.ConvertAll(row => row.Record);
        _dirty = true;
        var refused = new List<(Row Row, string Reason)>();
        var at = 0;
        try
        {
            await _halving.RunAsync(
                records,
                async part =>
                {
                    var result = await CallAsync(token => Plan.Sink.WriteAsync(part, token), cancellationToken).ConfigureAwait(false);
                    var written = chosen.GetRange(at, part.Count);
                    at += part.Count;
                    Counts += Counted(result, written);
                    meter.Add(written.Count, written.Count - result.Rejected.Count, rejected: result.Rejected.Count);
                    refused.AddRange(result.Rejected.Select(rejected => (written[rejected.Index], rejected.Reason)));
                    return true;
                }).ConfigureAwait(false);
            meter.AddTimeSince(started);
            return refused;
        }
        catch (ComponentFaultException exception) when (Plan.OnError == ErrorPolicy.DeadLetter && exception.Fault.Kind != FaultKind.Fatal)
        {
            environment.Warn(exception.Fault, Plan.Id, "rows that it cannot write are dead letters");
            meter.Add(chosen.Count - at, 0, rejected: chosen.Count - at);
            return [.. refused, .. chosen.Skip(at).Select(row => (row, exception.Fault.Message))];
        }
    }

    /// <summary>Invariant 1: durable before the home commits. Returns the new mark, or null where nothing was written or it has none.</summary>
    public virtual async ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        if (!_dirty)
        {
            return null;
        }

        var started = Stopwatch.GetTimestamp();
        var mark = await CallAsync(Plan.Sink.FlushAsync, cancellationToken).ConfigureAwait(false);
        meter.AddTimeSince(started);
        _dirty = false;
        return mark;
    }

    public bool Takes(Row row) =>
        (row.Record.Operation == RecordOperation.Upsert || Supports(row.Record.Operation))
        && (Plan.When is null || row.Record.Operation != RecordOperation.Upsert || Meets(Plan.When, row.Record));

    /// <summary>A condition that fails on a letter must not make another letter: it is taken.</summary>
    private bool Meets(IExpression condition, Record record)
    {
        try
        {
            return condition.Test(record, environment.Run);
        }
        catch (ExpressionException) when (Plan.TakesDeadLetters)
        {
            return true;
        }
    }

    /// <summary>A sink that appends and counts nothing itself: each row is new, and a change is a change.</summary>
    private RowCounts Counted(WriteResult result, List<Row> chosen)
    {
        if (result.Counts != default || !Plan.Sink.Operations.HasFlag(SinkOperations.Append))
        {
            return result.Counts;
        }

        var patches = chosen.Count(row => row.Record.Operation == RecordOperation.Patch);
        var deletes = chosen.Count(row => row.Record.Operation == RecordOperation.Delete);
        return new RowCounts { Inserted = chosen.Count - patches - deletes - result.Rejected.Count, Updated = patches, Deleted = deletes };
    }

    private bool Supports(RecordOperation operation) => Plan.Sink.Operations.HasFlag(SinkOperations.Append)
        || Plan.Sink.Operations.HasFlag(operation == RecordOperation.Patch ? SinkOperations.Patch : SinkOperations.Delete);

    private ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        Retrying.RunAsync(Plan.Id, environment, environment.Settings.WriteTimeout, call, cancellationToken, Plan.OnError);
}
