using System.Collections.Concurrent;
using System.Diagnostics;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine.Stages;

/// <summary>
/// Runs pure processors over a batch, one processor at a time, so that its code and tables stay in the cache. Safe on every thread.
/// </summary>
internal sealed class ProcessorChain(IReadOnlyList<(ProcessorPlan Plan, ComponentMeter Meter)> processors, RunEnvironment environment)
{
    private readonly ConcurrentDictionary<string, Halving> _halvings = new(StringComparer.Ordinal);

    /// <summary>Gives each item an outcome; returns the items that are still on their way.</summary>
    public async ValueTask<List<Item>> ProcessAsync(Batch batch, List<Item> items, CancellationToken cancellationToken)
    {
        var live = LeaveOutRefused(items);
        foreach (var (plan, meter) in processors)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.CurrentComponent = plan.Id;
            var started = Stopwatch.GetTimestamp();
            live = plan.Processor is IProcessor processor
                ? Process(plan, processor, meter, live, cancellationToken)
                : await ProcessAsync(plan, (IBatchProcessor)plan.Processor, meter, live, cancellationToken).ConfigureAwait(false);
            meter.AddTimeSince(started);
        }

        return live;
    }

    /// <summary>Leaves out what is no record, and what the contract with its source has refused before.</summary>
    private static List<Item> LeaveOutRefused(List<Item> items)
    {
        var refused = false;
        foreach (var item in items)
        {
            if (item.Record.MalformedReason is { } reason && item.IsOpen)
            {
                item.Decide(Fate.DeadLettered, item.Record.Origin.Collector, reason);
            }

            refused |= !item.IsOpen;
        }

        return refused ? items.FindAll(item => item.IsOpen) : items;
    }

    private List<Item> Process(ProcessorPlan plan, IProcessor processor, ComponentMeter meter, List<Item> items, CancellationToken cancellationToken)
    {
        var step = new ProcessorStep(plan, items.Count);
        foreach (var item in items)
        {
            try
            {
                if (plan.When is { } when && !when.Test(item.Record, environment.Run))
                {
                    step.Pass(item);
                    continue;
                }

                step.Apply(item, processor.Process(item.Record, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                step.Fail(item, exception, environment);
            }
        }

        step.Count(meter);
        return step.Live;
    }

    private async ValueTask<List<Item>> ProcessAsync(
        ProcessorPlan plan, IBatchProcessor processor, ComponentMeter meter, List<Item> items, CancellationToken cancellationToken)
    {
        var step = new ProcessorStep(plan, items.Count);
        var chosen = Choose(plan, step, items, cancellationToken);
        if (chosen.Count == 0)
        {
            items.FindAll(item => item.IsOpen).ForEach(step.Pass);
            step.Count(meter);
            return step.Live;
        }

        var records = chosen.ConvertAll(item => item.Record);
        var parts = await _halvings.GetOrAdd(plan.Id, id => new Halving(id, environment)).RunAsync(
            records, part => ProcessAsync(plan.Id, processor, part, cancellationToken)).ConfigureAwait(false);
        var outcomes = parts.Count == 1 ? parts[0] : [.. parts.SelectMany(part => part)];

        var next = 0;
        foreach (var item in items)
        {
            if (next < chosen.Count && ReferenceEquals(chosen[next], item))
            {
                step.Apply(item, outcomes[next++]);
            }
            else if (item.IsOpen)
            {
                step.Pass(item);
            }
        }

        step.Count(meter);
        return step.Live;
    }

    private async ValueTask<IReadOnlyList<Outcome>> ProcessAsync(
        string id, IBatchProcessor processor, IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        var outcomes = await Retrying.RunAsync(
            id, environment, environment.Settings.BatchTimeout, token => processor.ProcessAsync(records, token), cancellationToken).ConfigureAwait(false);
        return outcomes.Count == records.Count ? outcomes : throw new ComponentFaultException(id, new FaultException(
            FaultKind.Fatal, $"'{id}' gave {outcomes.Count} outcomes for {records.Count} records.")
        { Code = "engine.bad_outcome" });
    }

    /// <summary>The items whose condition is met; one whose condition fails is a dead letter, as with any other processor.</summary>
    private List<Item> Choose(ProcessorPlan plan, ProcessorStep step, List<Item> items, CancellationToken cancellationToken)
    {
        if (plan.When is null)
        {
            return items;
        }

        var chosen = new List<Item>(items.Count);
        foreach (var item in items)
        {
            try
            {
                if (plan.When.Test(item.Record, environment.Run))
                {
                    chosen.Add(item);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                step.Fail(item, exception, environment);
            }
        }

        return chosen;
    }
}
