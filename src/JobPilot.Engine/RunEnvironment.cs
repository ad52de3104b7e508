using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine;

/// <summary>What the stages of one run share: clock, loggers, settings, counters, and what the operator should be told at the end.</summary>
internal sealed partial class RunEnvironment(PipelinePlan plan, EngineServices services)
{
    private readonly List<Diagnostic> _warnings = [];
    private readonly Lock _gate = new();
    private readonly ILogger _logger = services.Loggers.CreateLogger("JobPilot.Engine");

    public RunInfo Run => plan.Run;

    public EngineSettings Settings => plan.Settings;

    public DeadLetterReplay? Replay => plan.Replay;

    public TimeProvider Time => services.Time;

    public ILoggerFactory Loggers => services.Loggers;

    /// <summary>Masks secrets in text that came from outside the engine.</summary>
    public string Redact(string text) => services.Redact(text);

    public MeterSet Meters { get; } = new();

    public IReadOnlyList<Diagnostic> Warnings
    {
        get
        {
            lock (_gate)
            {
                return [.. _warnings];
            }
        }
    }

    /// <summary>Logs a fault that the run survives, and keeps it for the summary.</summary>
    public void Warn(FaultException fault, string component, string consequence)
    {
        LogWarning(_logger, component, consequence, Redact(fault.Message), fault.Fix ?? "");
        Note(fault, component, consequence);
    }

    /// <summary>Keeps a fault for the summary; at most one a code and component.</summary>
    public void Note(FaultException fault, string component, string consequence)
    {
        lock (_gate)
        {
            if (_warnings.Count < 100 && !_warnings.Exists(warning => warning.Code == fault.Code && warning.Pointer == component))
            {
                _warnings.Add(new Diagnostic(fault.Code, Redact($"{component}: {consequence}. {fault.Message}"))
                {
                    Severity = DiagnosticSeverity.Warning,
                    Pointer = component,
                    Fix = fault.Fix,
                });
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Component}: {Consequence}. {Reason} {Fix}")]
    private static partial void LogWarning(ILogger logger, string component, string consequence, string reason, string fix);
}
