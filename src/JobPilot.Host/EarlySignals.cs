using System.Runtime.InteropServices;

namespace JobPilot.Host;

/// <summary>
/// Listens for SIGINT and SIGTERM from the process's first moment on. Where no run has taken them over (<see cref="StopSignals"/>) there is nothing to drain:
/// the process ends at once, with a line and the signal's exit code.
/// </summary>
internal static class EarlySignals
{
    private static readonly TaskCompletionSource<int> Stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static PosixSignalRegistration[] _registrations = [];
    private static volatile bool _handedOver;
    private static bool _told;

    /// <summary>Registers the handlers, which stay for the life of the process.</summary>
    /// <returns>The exit code, once a signal came that no run answers to.</returns>
    public static Task<int> Register()
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
        return Stopped.Task;
    }

    /// <summary>A run answers to the signals from here on.</summary>
    public static void HandOver() => _handedOver = true;

    /// <summary>The run has ended.</summary>
    public static void TakeBack() => _handedOver = false;

    private static void Handle(PosixSignalContext context)
    {
        if (_handedOver)
        {
            return;
        }

        context.Cancel = true;
        if (Interlocked.Exchange(ref _told, true))
        {
            return;
        }

        // The line first: the process ends as soon as the code is known.
        Console.Error.WriteLine($"Stopped by {context.Signal}: no run was under way.");
        Stopped.SetResult(context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated);
    }
}
