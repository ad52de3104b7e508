namespace JobPilot.Engine.Telemetry;

/// <summary>The meters of a run, in the order of the plan.</summary>
internal sealed class MeterSet
{
    private readonly List<ComponentMeter> _meters = [];
    private readonly Lock _gate = new();

    public ComponentMeter Add(string id, string kind, string type)
    {
        var meter = new ComponentMeter(id, kind, type);
        lock (_gate)
        {
            _meters.Add(meter);
        }

        return meter;
    }

    /// <summary>The first meter of a component; null where it has none.</summary>
    public ComponentMeter? Find(string id)
    {
        lock (_gate)
        {
            return _meters.Find(meter => meter.Id == id);
        }
    }

    public IReadOnlyList<ComponentProgress> Snapshot()
    {
        lock (_gate)
        {
            return [.. _meters.Select(meter => meter.Snapshot())];
        }
    }
}
