using JobPilot.Engine.Recovery;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine.Stages;

/// <summary>Applies the outcomes of one processor to the items of one batch. Used by one thread.</summary>
internal sealed class ProcessorStep(ProcessorPlan plan, int capacity)
{
    private long _entered;
    private long _dropped;
    private long _rejected;

    /// <summary>Items that go on.</summary>
    public List<Item> Live { get; } = new(capacity);

    /// <summary>Rows that go to the sinks past the remaining processors: patches and deletes.</summary>
    public List<Row>? Rows { get; private set; }

    public void Pass(Item item)
    {
        _entered++;
        Live.Add(item);
    }

    public void Apply(Item item, Outcome outcome)
    {
        _entered++;
        switch (outcome.Kind)
        {
            case OutcomeKind.Keep:
                Live.Add(item);
                break;
            case OutcomeKind.Drop:
                _dropped++;
                item.Decide(Fate.Dropped, plan.Id, outcome.Reason);
                break;
            case OutcomeKind.Replace when outcome.Records.Count == 1:
                item.Record = Adopt(outcome.Records[0], item);
                Live.Add(item);
                break;
            case OutcomeKind.Replace when outcome.Records.Count > 1:
                item.Children = [.. outcome.Records.Select((record, index) => Child(record, item, index))];
                Live.AddRange(item.Children);
                break;
            case OutcomeKind.Duplicate:
                _dropped++;
                item.Decide(Fate.Duplicate, plan.Id, outcome.Reason);
                Follow(item, outcome.Records);
                break;
            default:
                _rejected++;
                item.Decide(
                    Fate.DeadLettered, plan.Id, outcome.Kind == OutcomeKind.Reject ? outcome.Reason : "The record was replaced by nothing.");
                break;
        }
    }

    /// <summary>An exception rejects that record only, unless the pipeline says skip or stop.</summary>
    public void Fail(Item item, Exception exception, RunEnvironment environment)
    {
        var fault = Faults.Of(exception, plan.Id);
        var action = RecoveryPolicy.OnRecordFault(fault, plan.OnError, environment.Settings.DeadLetterOnError);
        if (action == RecoveryAction.Stop)
        {
            throw new ComponentFaultException(plan.Id, fault);
        }

        _entered++;
        if (action == RecoveryAction.Drop)
        {
            _dropped++;
            environment.Warn(fault, plan.Id, "records are left out");
            item.Decide(Fate.Dropped, plan.Id, fault.Message);
            return;
        }

        _rejected++;
        item.Decide(Fate.DeadLettered, plan.Id, fault.Message);
    }

    public void Count(ComponentMeter meter) => meter.Add(_entered, Live.Count, _dropped, _rejected);

    private static Item Child(Record record, Item parent, int index) =>
        new(Adopt(record, parent)) { Parent = parent, Original = parent.Original, Order = parent.Order + index + 1 };

    private static Record Adopt(Record record, Item parent)
    {
        record.Origin = parent.Record.Origin;
        return record;
    }

    private void Follow(Item item, IReadOnlyList<Record> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Operation == RecordOperation.Upsert)
            {
                // It is a listing like any other and goes through the remaining processors; the collected one stays a duplicate.
                Live.Add(Child(records[i], item, i));
            }
            else
            {
                (Rows ??= []).Add(new Row(Adopt(records[i], item), item, item.Order + i + 1));
            }
        }
    }
}
