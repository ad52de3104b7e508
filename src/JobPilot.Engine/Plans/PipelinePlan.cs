using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Recovery;
using JobPilot.Hosting;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine;

/// <summary>A runnable pipeline: components made, conditions compiled. Made by the host from a definition; used for one run.</summary>
public sealed record PipelinePlan
{
    /// <summary>The run; its <see cref="RunInfo.Pipeline"/> is the owner of positions and memory.</summary>
    public required RunInfo Run { get; init; }

    /// <summary>One or more.</summary>
    public required IReadOnlyList<CollectorPlan> Collectors { get; init; }

    /// <summary>In order; may be empty.</summary>
    public required IReadOnlyList<ProcessorPlan> Processors { get; init; }

    /// <summary>One or more; empty only for a preview.</summary>
    public required IReadOnlyList<SinkPlan> Sinks { get; init; }

    /// <summary>Sizes and limits.</summary>
    public required EngineSettings Settings { get; init; }

    /// <summary>What is read of the sources: by default what is new since the last pass.</summary>
    public ReadWindow Window { get; init; } = ReadWindow.New;

    /// <summary>Ids of collectors that the pipeline declares but that are switched off: their positions are kept, and nobody is warned of them.</summary>
    public IReadOnlyList<string> IdleCollectors { get; init; } = [];

    /// <summary>What is declared of the shape of sources, by the collector's id, a fallback's included; every change of the others is noted and accepted.</summary>
    public IReadOnlyDictionary<string, SourceContract> Contracts { get; init; } = new Dictionary<string, SourceContract>();

    /// <summary>Where the answers of the sources are kept; null where they are not.</summary>
    public ResponseLanding? Landing { get; init; }

    /// <summary>The run whose landed answers stand in for the sources; null for a run over these. <see cref="LandingReplay"/> sets it.</summary>
    public LandedRun? Landed { get; init; }

    /// <summary>The dead letters that run again; null for a run over the sources.</summary>
    internal DeadLetterReplay? Replay { get; init; }

    /// <summary>What a sink missed, which this run pays; null for a run that collects.</summary>
    internal SinkPayment? Payment { get; init; }

    /// <summary>The sink that is the home; null where the state store is. An optional one never is.</summary>
    internal SinkPlan? HomeSink => Sinks.FirstOrDefault(sink => sink is { Required: true, TakesDeadLetters: false, Sink: ICommittingSink });
}

/// <summary>A collector in a plan.</summary>
public sealed record CollectorPlan
{
    /// <summary>Id in the pipeline.</summary>
    public required string Id { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>The component.</summary>
    public required ICollector Collector { get; init; }

    /// <summary>Share of the limit and of the interleaving, above 0; 1 by default.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether its records are invented.</summary>
    public bool Demo { get; init; }

    /// <summary>How far before the bookmark of the last pass the next one begins, for sources that deliver late.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Condition on the run, evaluated once before planning; null means always.</summary>
    public IExpression? When { get; init; }

    /// <summary>Hash of the type and its resolved options, secrets left out.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>What it does about a failure: by its kind, retry, skip, stop or fallback.</summary>
    public ErrorPolicy OnError { get; init; }

    /// <summary>What takes over when the source cannot be used; its id is <c>&lt;id&gt;.fallback</c>. Null where none is declared.</summary>
    public CollectorPlan? Fallback { get; init; }

    /// <summary>Whether it gives again what was collected before: its splits leave no position.</summary>
    internal bool Replays { get; init; }

    /// <summary>In a replay: whether the landed run may have left it for another, a source for its fallback or that for the source, so that its answers may end before its end.</summary>
    internal bool GivenUp { get; init; }
}

/// <summary>A processor in a plan.</summary>
public sealed class ProcessorPlan
{
    /// <summary>Id in the pipeline.</summary>
    public required string Id { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>An <see cref="IProcessor"/>, <see cref="IBatchProcessor"/> or <see cref="IStatefulProcessor"/>.</summary>
    public required object Processor { get; init; }

    /// <summary>Condition on the record; a record that does not meet it passes untouched. Null means always.</summary>
    public IExpression? When { get; init; }

    /// <summary>What it does about a record that makes it throw: dead letter, skip or stop; by default as the settings say.</summary>
    public ErrorPolicy OnError { get; init; }

    /// <summary>Hash of the type and its resolved options; another one starts a new memory.</summary>
    public string Fingerprint { get; init; } = "";
}

/// <summary>A sink in a plan.</summary>
public sealed class SinkPlan
{
    /// <summary>Id in the pipeline.</summary>
    public required string Id { get; init; }

    /// <summary>Type name in YAML.</summary>
    public required string Type { get; init; }

    /// <summary>The component.</summary>
    public required ISink Sink { get; init; }

    /// <summary>What it does about rows that it cannot write: retry, then stop by default; dead letter; stop at once.</summary>
    public ErrorPolicy OnError { get; init; }

    /// <summary>Condition on the record; others are not written to this sink. Null means always.</summary>
    public IExpression? When { get; init; }

    /// <summary>Whether a commit waits for it; true by default. What an optional one misses is owed, and paid by <see cref="SinkPayment"/>.</summary>
    public bool Required { get; init; } = true;

    /// <summary>
    /// Whether it takes dead letters in the place of rows: a copy of what <see cref="EngineServices.DeadLetters"/> keeps, one row a letter, its id the key. A letter that
    /// a replay brought through is removed where the sink can remove, else one more row says so.
    /// </summary>
    public bool TakesDeadLetters { get; init; }
}

/// <summary>Sizes and limits of a run. Who makes the plan says them all: their defaults are those of the section <c>settings</c>.</summary>
public sealed record EngineSettings
{
    /// <summary>Records a batch between stages, and the least a commit holds unless time is up; 1 to 10,000.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Workers of the pure processors, 1 to 64.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Longest wait of a finished page for its commit.</summary>
    public required TimeSpan MaxCommitDelay { get; init; }

    /// <summary>Longest time a batch may take in one processor.</summary>
    public required TimeSpan BatchTimeout { get; init; }

    /// <summary>Longest time a write, flush or commit may take.</summary>
    public required TimeSpan WriteTimeout { get; init; }

    /// <summary>Retries of a write, flush, commit or batch after a transient fault.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>First wait before such a retry; doubles; 500 ms by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Age up to which an interrupted pass is resumed; an older one starts afresh.</summary>
    public required TimeSpan ResumeWithin { get; init; }

    /// <summary>Bytes of memory that the process may use; above it the run drains, commits and fails. <see cref="long.MaxValue"/>, the default, watches nothing.</summary>
    public long MaxMemoryBytes { get; init; } = long.MaxValue;

    /// <summary>Time for a clean drain after a stop was asked for.</summary>
    public required TimeSpan GracePeriod { get; init; }

    /// <summary>How often, while a fallback delivers, the source is asked whether it is back; and the first pause before an optional sink that failed is tried again.</summary>
    public TimeSpan FallbackProbe { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an optional sink may hold a run up in all, beyond a quarter of its time; 30 s by default.</summary>
    public TimeSpan OptionalSinkWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a record does that makes a processor throw: true sends it to the dead letters, false stops the run.</summary>
    public required bool DeadLetterOnError { get; init; }

    /// <summary>Newest runs that can be taken back, this one included, where the home can; 0 keeps nothing of them. 10 by default.</summary>
    public int UndoRuns { get; init; } = 10;

    /// <summary>Age from which a run can no longer be taken back; 30 days by default.</summary>
    public TimeSpan UndoKeep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Share of dead letters in the last <see cref="RejectWindow"/> records that stops the run; 1 never stops.</summary>
    public required double MaxRejectShare { get; init; }

    /// <summary>Records over which <see cref="MaxRejectShare"/> is taken.</summary>
    public required int RejectWindow { get; init; }
}

/// <summary>What a run needs beside its plan.</summary>
public sealed record EngineServices
{
    /// <summary>The embedded state store as home, where no sink can be.</summary>
    public required ICommitStore StateStore { get; init; }

    /// <summary>View of the memory.</summary>
    public required IMemoryView Memory { get; init; }

    /// <summary>Where dead letters go.</summary>
    public required ISink DeadLetters { get; init; }

    /// <summary>Loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Told of each warning of the run, and of a fallback that delivers, when it happens; from any thread, and must return at once. By default nobody is.</summary>
    public Action<RunEvent> Told { get; init; } = _ => { };

    /// <summary>How the memory of the process is looked at.</summary>
    internal MemoryProbe Probe { get; init; } = MemoryProbe.OfProcess;

    /// <summary>Masks secrets in text that came from a component; by default nothing is masked.</summary>
    public Func<string, string> Redact { get; init; } = text => text;
}
