using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Recovery;

/// <summary>Stops a run that sends too large a share of its records to the dead letters, before it fills the disk with them.</summary>
internal sealed class RejectGuard(EngineSettings settings)
{
    /// <summary>Code of the fault that stops the run.</summary>
    public const string Stopped = "engine.too_many_rejected";

    /// <summary>Code of the finding on a run that ended before the window was full.</summary>
    public const string Ended = "engine.many_rejected";

    /// <summary>Of fewer records the share says nothing, unless it is all of them.</summary>
    private const int LeastRecords = 20;

    private readonly Queue<bool> _window = new();
    private int _rejected;
    private Item? _last;

    /// <summary>Counts a batch; returns what stops the run where the share is over the limit.</summary>
    public ComponentFaultException? Check(Batch batch)
    {
        if (settings.MaxRejectShare >= 1)
        {
            return null;
        }

        foreach (var item in batch.Items)
        {
            var rejected = item.Resolve() == Fate.DeadLettered;
            _window.Enqueue(rejected);
            _rejected += rejected ? 1 : 0;
            _last = rejected ? item : _last;
            if (_window.Count > settings.RejectWindow)
            {
                _rejected -= _window.Dequeue() ? 1 : 0;
            }

            if (_window.Count == settings.RejectWindow && _rejected > settings.MaxRejectShare * settings.RejectWindow)
            {
                return new ComponentFaultException(item.DecidedBy ?? "pipeline", new FaultException(
                    FaultKind.Fatal,
                    $"{_rejected} of the last {settings.RejectWindow} records were rejected, the last one by '{item.DecidedBy}': {item.Reason}")
                {
                    Code = Stopped,
                    Fix = "Look at the dead letters and mend what the reason says, then `jobpilot-host dead-letters replay PIPELINE`; the next run goes on behind them. Or raise settings.max_reject_share.",
                });
            }
        }

        return null;
    }

    /// <summary>What is to be said of a run that ended before the share could stop it; null where the share is within the limit.</summary>
    public Diagnostic? AtEnd()
    {
        if (settings.MaxRejectShare >= 1 || _window.Count == settings.RejectWindow || _last is null || _rejected <= settings.MaxRejectShare * _window.Count || (_window.Count < LeastRecords && _rejected < _window.Count))
        {
            return null;
        }

        var count = _rejected == _window.Count ? _rejected == 1 ? "The only record" : $"All {_rejected} records" : $"{_rejected} of {_window.Count} records";
        return new Diagnostic(Ended, $"{count} of this run {(_rejected == 1 ? "was" : "were")} rejected, the last one by '{_last.DecidedBy}': {_last.Reason}")
        {
            Severity = DiagnosticSeverity.Warning,
            Fix = "Look at the dead letters and mend the pipeline, then `jobpilot-host dead-letters replay PIPELINE`. The run was not stopped, since it had fewer records than settings.reject_window.",
        };
    }
}
