using System.Runtime.InteropServices;
using JobPilot.Host.Commands;
using JobPilot.Host.Output;

namespace JobPilot.Host;

/// <summary>
/// Listens for SIGINT and SIGTERM from the process's first moment on. Where no run has taken them over (<see cref="StopSignals"/>) there is nothing to drain:
/// the process ends at once, with a line, the document where JSON is asked for, and the signal's exit code. What has ended or is being told ends by itself, and only a second signal
/// cuts it short. A signal that comes before the runtime has begun meets nobody: there is no line and no document then.
/// </summary>
internal static class EarlySignals
{
    private static readonly TaskCompletionSource<int> Stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static PosixSignalRegistration[] _registrations = [];
    private static readonly Lock Gate = new();
    private static IReadOnlyList<string> _args = [];
    private static bool _handedOver;
    private static bool _ended;
    private static bool _told;
    private static PosixSignal? _waiting;

    /// <summary>Registers the handlers, which stay for the life of the process.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code, once a signal came that no run answers to.</returns>
    public static Task<int> Register(IReadOnlyList<string> args)
    {
        _args = args;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
        return Stopped.Task;
    }

    /// <summary>A run answers to the signals from here on.</summary>
    /// <returns>A signal that came since the last run ended, and that is now the run's to answer; null for none.</returns>
    public static PosixSignal? HandOver()
    {
        lock (Gate)
        {
            _handedOver = true;
            var waiting = _waiting;
            _waiting = null;
            return waiting;
        }
    }

    /// <summary>The run has ended.</summary>
    public static void TakeBack()
    {
        lock (Gate)
        {
            (_handedOver, _ended) = (false, true);
        }
    }

    private static void Handle(PosixSignalContext context)
    {
        lock (Gate)
        {
            if (_handedOver)
            {
                return;
            }

            context.Cancel = true;
            if (_told)
            {
                return;
            }

            var json = CommandLineRefusal.AsksForJson(_args);
            var output = _waiting is null && !_ended && json ? HostConsole.TakeOut() : null;
            if (_waiting is null && (_ended || (json && output is null)))
            {
                // A run is over and is about to be told of, or a document is on its way: to say that nothing was done would be wrong.
                _waiting = context.Signal;
                return;
            }

            _told = true;
            Tell(context.Signal, output);
        }
    }

    /// <summary>The line and the document first: the process ends as soon as the code is known.</summary>
    private static void Tell(PosixSignal signal, TextWriter? output)
    {
        var code = signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated;
        var text = $"Stopped by {signal}: no run was under way.";
        try
        {
            Console.Error.WriteLine(text);
            if (output is not null)
            {
                var document = CommandLineRefusal.Document(code, [new Diagnostic("host.stopped", text) { Fix = "Call it again." }]);
                document.Insert(1, "outcome", "cancelled");
                JsonOutput.Write(output, document);
            }
        }
        catch (IOException)
        {
            // Whoever listened is gone; the code is told all the same.
        }

        Stopped.SetResult(code);
    }
}
