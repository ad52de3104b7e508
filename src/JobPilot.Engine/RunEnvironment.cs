using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine;

/// <summary>What the stages of one run share: clock, loggers, settings, counters, and what the operator should be told at the end.</summary>
internal sealed partial class RunEnvironment(PipelinePlan plan, EngineServices services)
{
    /// <summary>Before the name of each split of a replay of dead letters.</summary>
    public const string DeadLettersPrefix = "@dead-letters/";

    /// <summary>Before the name of each split of a payment of debts.</summary>
    public const string DebtsPrefix = "@debts/";

    private readonly List<Diagnostic> _warnings = [];
    private readonly Lock _gate = new();
    private readonly ILogger _logger = services.Loggers.CreateLogger("JobPilot.Engine");

    public RunInfo Run => plan.Run;

    public EngineSettings Settings => plan.Settings;

    /// <summary>What is declared of the shape of a source.</summary>
    public SourceContract ContractOf(string collector) => plan.Contracts.GetValueOrDefault(collector) ?? SourceContract.Evolving;

    public DeadLetterReplay? Replay => plan.Replay;

    public ResponseLanding? Landing => plan.Landing;

    /// <summary>The run whose answers stand in for the sources.</summary>
    public LandedRun? Landed => plan.Landed;

    /// <summary>What a sink missed, which this run pays.</summary>
    public SinkPayment? Payment => plan.Payment;

    /// <summary>Whether what was collected before runs again: then no position moves, and nothing is resumed.</summary>
    public bool Replays => Replay is not null || Landed is not null || Payment is not null;

    /// <summary>Before the name of each split: a replay's splits are not the collectors' own, whose positions cannot move.</summary>
    public string SplitPrefix => Payment is not null ? DebtsPrefix : Replay is not null ? DeadLettersPrefix : Landed is not null ? "@landing/" : "";

    /// <summary>The clock of what is collected: in a replay it shows the time of the run that collected.</summary>
    public TimeProvider SourceTime => plan.Landed?.Clock ?? services.Time;

    public ReadWindow Window => plan.Window;

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

    /// <summary>Logs a finding that the run survives, and keeps it for the summary.</summary>
    public void Warn(Diagnostic finding)
    {
        LogFinding(_logger, Redact(finding.Message), finding.Fix ?? "");
        Keep(finding);
    }

    /// <summary>Keeps a fault for the summary; at most one a code and component.</summary>
    public void Note(FaultException fault, string component, string consequence) => Keep(new Diagnostic(fault.Code, Redact($"{component}: {consequence}. {fault.Message}"))
    {
        Severity = DiagnosticSeverity.Warning,
        Pointer = component,
        Fix = fault.Fix,
    });

    private void Keep(Diagnostic finding)
    {
        Diagnostic? noted = null;
        lock (_gate)
        {
            if (_warnings.Count < 100 && !_warnings.Exists(warning => warning.Code == finding.Code && warning.Pointer == finding.Pointer))
            {
                _warnings.Add(noted = finding);
            }
        }

        if (noted is not null)
        {
            services.Told(new RunEvent(noted.Pointer ?? "", noted));
        }
    }

    /// <summary>Tells that a fallback delivers, and why.</summary>
    public void TellFallback(FaultException reason, string component) => services.Told(new RunEvent(component, new Diagnostic(reason.Code, Redact(reason.Message)) { Fix = reason.Fix })
    {
        FallbackDelivers = true,
    });

    [LoggerMessage(LogLevel.Warning, "{Finding} {Fix}")]
    private static partial void LogFinding(ILogger logger, string finding, string fix);

    [LoggerMessage(LogLevel.Warning, "{Component}: {Consequence}. {Reason} {Fix}")]
    private static partial void LogWarning(ILogger logger, string component, string consequence, string reason, string fix);
}
