using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Recovery;

/// <summary>Stops a run that sends too large a share of its records to the dead letters, before it fills the disk with them.</summary>
internal sealed class RejectGuard(EngineSettings settings)
{
    private readonly Queue<bool> _window = new();
    private int _rejected;

    /// <exception cref="ComponentFaultException">The share is over the limit.</exception>
    public void Check(Batch batch)
    {
        if (settings.MaxRejectShare >= 1)
        {
            return;
        }

        foreach (var item in batch.Items)
        {
            var rejected = item.Resolve() == Fate.DeadLettered;
            _window.Enqueue(rejected);
            _rejected += rejected ? 1 : 0;
            if (_window.Count > settings.RejectWindow)
            {
                _rejected -= _window.Dequeue() ? 1 : 0;
            }

            if (_window.Count == settings.RejectWindow && _rejected > settings.MaxRejectShare * settings.RejectWindow)
            {
                throw new ComponentFaultException(item.DecidedBy ?? "pipeline", new FaultException(
                    FaultKind.Fatal,
                    $"{_rejected} of the last {settings.RejectWindow} records were rejected, the last one by '{item.DecidedBy}': {item.Reason}")
                {
                    Code = "engine.too_many_rejected",
                    Fix = "Look at the dead letters and mend the pipeline, or raise settings.max_reject_share.",
                });
            }
        }
    }
}
