using JobPilot.Engine.Debts;
using JobPilot.Engine.Diffs;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Recovery;
using JobPilot.Tests.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>Builds and runs a plan over fakes.</summary>
internal sealed class EngineRun
{
    private int _run;

    public MemoryHome Home { get; } = new();

    public MarkedSink DeadLetters { get; } = new();

    /// <summary>Takes the place of <see cref="DeadLetters"/>.</summary>
    public ISink? DeadLetterSink { get; init; }

    public List<CollectorPlan> Collectors { get; } = [];

    public List<ProcessorPlan> Processors { get; } = [];

    public List<SinkPlan> Sinks { get; } = [];

    public EngineSettings Settings { get; set; } = PlainSettings.Value with { RetryDelay = TimeSpan.FromMilliseconds(1) };

    public ReadWindow Window { get; set; } = ReadWindow.New;

    public ICommitStore? StateStore { get; set; }

    public Dictionary<string, SourceContract> Contracts { get; } = [];

    /// <summary>How the memory of the process is looked at, where that is tested.</summary>
    public MemoryProbe Probe { get; init; } = MemoryProbe.OfProcess;

    public Func<string, string> Redact { get; set; } = text => text;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the answers of the sources are kept.</summary>
    public ResponseLanding? Landing { get; set; }

    public EngineRun Collect(ICollector collector, string id = "source", double weight = 1, CollectorPlan? fallback = null, TimeSpan lag = default)
    {
        Collectors.Add(new CollectorPlan { Id = id, Type = id, Collector = collector, Weight = weight, Fallback = fallback, Lag = lag });
        return this;
    }

    public EngineRun Process(object processor, string id)
    {
        Processors.Add(new ProcessorPlan { Id = id, Type = id, Processor = processor });
        return this;
    }

    public EngineRun WriteHome()
    {
        Sinks.Add(new SinkPlan { Id = "home", Type = "home", Sink = Home });
        return this;
    }

    public EngineRun Write(ISink sink, string id = "file", bool required = true)
    {
        Sinks.Add(new SinkPlan { Id = id, Type = id, Sink = sink, Required = required });
        return this;
    }

    public Task<RunResult> RunAsync(long? limit = null, CancellationToken stopping = default, CancellationToken aborting = default) => RunAsync(Plan(limit), stopping, aborting);

    /// <summary>Pays from the home's rows what a sink owes; null where nothing is owed that they can pay.</summary>
    public async Task<RunResult?> PayAsync(string sink = "file")
    {
        var plan = Plan();
        var known = await Home.ClaimAsync(new ClaimRequest("test", [], long.MaxValue), CancellationToken.None);
        return SinkPayment.FromRows(plan, new SinkDebts(known, sink)) is { } payment ? await RunAsync(payment, default, default) : null;
    }

    /// <summary>Runs once more what a landed run read.</summary>
    public Task<RunResult> ReplayAsync(LandedRun landed) => RunAsync(new LandingReplay(landed).Over(Plan()).Plan, default, default);

    /// <summary>Adds to a comparison, in place of a run, what a run would write; where a landed run is given, what that run read.</summary>
    public Task<Diagnostic?> AddToAsync(RowDiff diff, LandedRun? landed = null, CancellationToken cancellationToken = default) =>
        diff.AddAsync(landed is null ? Plan() : new LandingReplay(landed).Over(Plan()).Plan, Services(), cancellationToken);

    /// <summary>Compares what was added with the rows of the home.</summary>
    public Task<RowDiffResult> CompareAsync(RowDiff diff, int most = int.MaxValue, CancellationToken cancellationToken = default) =>
        diff.CompareAsync(Plan(), most, cancellationToken);

    /// <summary>Makes the memory anew in place of a run.</summary>
    public async Task<(IReadOnlyList<string> Emptied, Diagnostic? Failure)> RebuildAsync()
    {
        using var runner = new PipelineRunner(Plan(), Services());
        return await runner.RebuildMemoryAsync(default);
    }

    private async Task<RunResult> RunAsync(PipelinePlan plan, CancellationToken stopping, CancellationToken aborting)
    {
        using var runner = new PipelineRunner(plan, Services());
        var result = await runner.RunAsync(stopping, aborting);
        var totals = result.Totals;
        Assert.Equal(totals.Collected, totals.Written + totals.Duplicates + totals.Dropped + totals.DeadLettered); // Invariant 3
        return result;
    }

    /// <summary>The home as an operator's verb sees it.</summary>
    public PipelineHome OpenHome() => new(Plan(new RunInfo("operator", "test", TimeProvider.System.GetUtcNow())), Services());

    /// <summary>What stages of a run share, for a stage that is tested alone.</summary>
    public RunEnvironment Environment() => new(Plan(new RunInfo("run-1", "test", TimeProvider.System.GetUtcNow())), Services());

    private PipelinePlan Plan(long? limit = null) => Plan(new RunInfo($"run-{++_run}", "test", TimeProvider.System.GetUtcNow()) { Limit = limit });

    private PipelinePlan Plan(RunInfo run) =>
        new() { Run = run, Collectors = Collectors, Processors = Processors, Sinks = Sinks, Settings = Settings, Window = Window, Contracts = Contracts, Landing = Landing };

    private EngineServices Services() => new()
    {
        StateStore = StateStore ?? Home,
        Memory = Home,
        DeadLetters = DeadLetterSink ?? DeadLetters,
        Loggers = Loggers,
        Time = Time,
        Redact = Redact,
        Probe = Probe,
    };
}
