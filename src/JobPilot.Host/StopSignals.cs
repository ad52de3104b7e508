using System.Runtime.InteropServices;

namespace JobPilot.Host;

/// <summary>The first SIGINT or SIGTERM asks for a clean drain, the second ends the process at once; the next run resumes.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<string> _tell;

    public StopSignals(Action<string> tell)
    {
        _tell = tell;
        var waiting = EarlySignals.HandOver();
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
        if (waiting is { } signal)
        {
            Answer(signal); // It came between two runs of one call.
        }
    }

    /// <summary>Asks for a clean drain.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends at once.</summary>
    public CancellationToken Aborting => _aborting.Token;

    /// <summary>Exit code of the first signal; null where none came.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        EarlySignals.TakeBack();
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
        _aborting.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Answer(context.Signal);
    }

    private void Answer(PosixSignal signal)
    {
        if (ExitCode is null)
        {
            ExitCode = signal == PosixSignal.SIGINT ? Host.ExitCode.Interrupted : Host.ExitCode.Terminated;
            _tell("Stopping: what was read is being committed. A second signal ends at once; the next run resumes.");
            _stopping.Cancel();
        }
        else
        {
            _aborting.Cancel();
        }
    }
}
