using System.Diagnostics;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine.Stages;

/// <summary>
/// From the first processor that remembers on: in order, on one thread. Computes the rows of a batch; computed again from the same items after
/// a rewind, it gives the same rows but for what the home refused.
/// </summary>
internal sealed class TailStage(
    IReadOnlyList<(ProcessorPlan Plan, ComponentMeter Meter)> processors, EngineMemory memory, RunEnvironment environment, bool mayRewind)
{
    /// <summary>Room between two items of a batch for what follows from the first.</summary>
    private const long OrderStep = 1 << 20;

    /// <summary>How often a key may lead to further keys.</summary>
    private const int MostSteps = 4;

    private readonly RecordState _state = new(memory);
    private readonly HashSet<HashedKey> _wanted = [];
    private readonly Queue<(HashedKey Key, int Steps)> _declaring = [];

    /// <summary>The unit is committed: its counts stay.</summary>
    public void Committed()
    {
        foreach (var (_, meter) in processors)
        {
            meter.Keep();
        }
    }

    /// <summary>The unit is computed again: its counts are taken back.</summary>
    public void Rewind()
    {
        foreach (var (_, meter) in processors)
        {
            meter.Rewind();
        }
    }

    public async ValueTask<List<Row>> ProcessAsync(Batch batch, string home, CancellationToken cancellationToken)
    {
        var live = Enter(batch, home);
        List<Row>? extra = null;
        foreach (var (plan, meter) in processors)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.CurrentComponent = plan.Id;
            var started = Stopwatch.GetTimestamp();
            if (plan.Processor is IStatefulProcessor processor)
            {
                var step = new ProcessorStep(plan, live.Count);
                await RememberAsync(plan, processor, step, live, cancellationToken).ConfigureAwait(false);
                step.Count(meter);
                live = step.Live;
                if (step.Rows is not null)
                {
                    (extra ??= []).AddRange(step.Rows);
                }
            }
            else
            {
                live = await new ProcessorChain([(plan, meter)], environment).ProcessAsync(batch, live, cancellationToken).ConfigureAwait(false);
            }

            meter.AddTimeSince(started);
        }

        memory.EndBatch();
        return Collect(live, extra);
    }

    private List<Item> Enter(Batch batch, string home)
    {
        var keep = mayRewind && processors.Count > 0;
        var live = new List<Item>(batch.Live.Count);
        for (var i = 0; i < batch.Live.Count; i++)
        {
            var item = batch.Live[i];
            item.Order = i * OrderStep;
            if (item.Root.Refusal is { } refusal)
            {
                item.Decide(Fate.DeadLettered, home, refusal);
                continue;
            }

            if (keep)
            {
                item.BeforeTail ??= item.Record.Clone();
            }

            live.Add(item);
        }

        return live;
    }

    private async ValueTask RememberAsync(
        ProcessorPlan plan, IStatefulProcessor processor, ProcessorStep step, List<Item> items, CancellationToken cancellationToken)
    {
        // Two rounds for the whole batch: what the processor asks for, and what it follows from there.
        var keys = new HashedKey[]?[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            keys[i] = Declare(plan, processor, step, items[i]);
            foreach (var key in keys[i] ?? [])
            {
                Want(key);
            }
        }

        await FetchAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys.SelectMany(one => one ?? []))
        {
            if (memory.Find(key)?.Value is { } value)
            {
                foreach (var next in processor.Follow(key.Key.Key, value))
                {
                    Want(new HashedKey(key.Key with { Key = next }));
                }
            }
        }

        await FetchAsync(cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < items.Count; i++)
        {
            if (keys[i] is { } declared)
            {
                await DecideAsync(plan, processor, step, items[i], declared, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private HashedKey[]? Declare(ProcessorPlan plan, IStatefulProcessor processor, ProcessorStep step, Item item)
    {
        try
        {
            if (plan.When is null || plan.When.Test(item.Record, environment.Run))
            {
                var scope = MemoryScopes.Of(plan, processor, item.Record.Origin.Demo);
                return [.. processor.Keys(item.Record).Select(key => new HashedKey(new MemoryKey(scope, key)))];
            }

            step.Pass(item);
        }
        catch (Exception exception)
        {
            step.Fail(item, exception, environment);
        }

        return null;
    }

    private void Want(HashedKey key)
    {
        if (memory.Find(key) is null)
        {
            _wanted.Add(key);
        }
    }

    private async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        await memory.FetchAsync(_wanted, cancellationToken).ConfigureAwait(false);
        _wanted.Clear();
    }

    private async ValueTask DecideAsync(
        ProcessorPlan plan, IStatefulProcessor processor, ProcessorStep step, Item item, HashedKey[] keys, CancellationToken cancellationToken)
    {
        try
        {
            _state.Begin(plan.Id);
            _declaring.Clear();
            while (!Declare(processor, keys))
            {
                // What lies more than a step away, or what a record before it in the batch has changed, was not foreseen.
                _state.Undeclare();
                await FetchAsync(cancellationToken).ConfigureAwait(false);
            }

            step.Apply(item, processor.Process(item.Record, _state, cancellationToken));
            _state.Accept();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            step.Fail(item, exception, environment);
        }
    }

    /// <summary>
    /// Declares keys, and what the processor follows from them; false where some have to be fetched first. Step by step, since a key that is met at the last step, and leads no further there,
    /// may be met at an earlier one, too.
    /// </summary>
    private bool Declare(IStatefulProcessor processor, HashedKey[] keys)
    {
        foreach (var key in keys)
        {
            _declaring.Enqueue((key, 0));
        }

        while (_declaring.TryDequeue(out var next))
        {
            var (key, steps) = next;
            if (memory.Find(key) is not { } slot)
            {
                _wanted.Add(key);
            }
            else if (_state.Declare(slot) && steps < MostSteps)
            {
                foreach (var followed in processor.Follow(key.Key.Key, slot.Value))
                {
                    _declaring.Enqueue((new HashedKey(key.Key with { Key = followed }), steps + 1));
                }
            }
        }

        return _wanted.Count == 0;
    }

    private static List<Row> Collect(List<Item> live, List<Row>? extra)
    {
        var rows = new List<Row>(live.Count + (extra?.Count ?? 0));
        foreach (var item in live)
        {
            rows.Add(new Row(item.Record, item, item.Order));
        }

        if (extra is not null)
        {
            rows.AddRange(extra);
            rows.Sort((left, right) => left.Order.CompareTo(right.Order));
        }

        return rows;
    }
}
