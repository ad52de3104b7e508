using System.Threading.Channels;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Contracts;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Memory;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Telemetry;
using JobPilot.Engine.Undo;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine;

/// <summary>Runs one plan once. Safe to ask for <see cref="Progress"/> from any thread while it runs.</summary>
public sealed partial class PipelineRunner : IDisposable
{
    /// <summary>Id under which the home keeps the mark of the dead letters.</summary>
    public const string DeadLettersId = "dead_letters";
    private readonly PipelinePlan _plan;
    private readonly EngineServices _services;
    private readonly RunEnvironment _environment;
    private readonly SplitLedger _ledger;
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Home _home;
    private readonly SinkPlan? _homeSink;
    private readonly SplitClaims _claims;
    private readonly List<CollectorPump> _pumps;
    private readonly ILogger _logger;
    private readonly MemoryKeeper _memory;
    private readonly List<(ProcessorPlan Plan, ComponentMeter Meter)> _processors;
    private readonly RunSinks _sinks;
    private readonly DebtBook _debts;
    private readonly Committer _committer;
    private readonly TailStage _tail;
    private readonly ShapeWatch _shapes;
    private ComponentFaultException? _conditionFailure;
    private long _started;
    private bool _opened;

    /// <summary>Prepares the run; opens and calls nothing.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="services">What it needs.</param>
    public PipelineRunner(PipelinePlan plan, EngineServices services)
    {
        _plan = plan;
        _services = services;
        _environment = new RunEnvironment(plan, services);
        _ledger = new SplitLedger(_environment);
        _logger = services.Loggers.CreateLogger("JobPilot.Engine");
        _homeSink = plan.HomeSink;
        _home = new Home(_homeSink?.Sink as ICommitStore ?? services.StateStore, _homeSink?.Id ?? "state", plan.Run.Pipeline, _environment)
        {
            OnError = _homeSink?.OnError ?? ErrorPolicy.ByFault,
        };
        _shapes = new ShapeWatch(_environment);
        _claims = new SplitClaims(_home, _ledger, _environment);
        _memory = new MemoryKeeper(_home, services.Memory);
        _pumps = [.. plan.Collectors.Where(Runs)
            .Select(collector => new CollectorPump(collector, _claims, _environment, _arrived))];
        _processors = plan.Processors.ToList().ConvertAll(processor => (processor, _environment.Meters.Add(processor.Id, "processor", processor.Type)));
        _sinks = new RunSinks(plan, _home, services.DeadLetters, _environment);
        _tail = new TailStage(_processors.GetRange(PureCount, _processors.Count - PureCount), _memory.Memory, _environment, _sinks.HomeSink is not null);
        _debts = new DebtBook(_environment);
        plan.Payment?.Begin(_home, services.DeadLetters.Location);
        _committer = new Committer(_home, _ledger, _memory, _tail, _sinks, _debts, new UndoKeeper(_home, _memory.Memory, _environment), _environment);
    }

    /// <summary>Each component's work so far, in the plan's order.</summary>
    public IReadOnlyList<ComponentProgress> Progress => _environment.Meters.Snapshot();

    /// <summary>What is committed so far.</summary>
    public RunTotals Totals => _committer.Totals;

    /// <summary>What optional sinks owe so far, by sink and run.</summary>
    public IReadOnlyList<SinkDebt> Debts => _debts.Debts;

    /// <summary>
    /// Has the code of a run compiled that cannot be compiled ahead, on the caller's thread and the pool's, while something else goes on: a run of one record from nowhere
    /// to nowhere. Optional; once a process is enough. Touches no file and no log; does nothing where a failpoint is set, which counts steps of runs.
    /// </summary>
    /// <returns>Whether the record arrived.</returns>
    public static Task<bool> RehearseAsync() => EngineRehearsal.RehearseAsync();

    /// <summary>Runs to the end. Never throws for what happens to a run: the result says it.</summary>
    /// <param name="stopping">Asks for a clean drain: no more is read, what was read is committed within the grace period.</param>
    /// <param name="aborting">Ends at once; the next run resumes.</param>
    public async Task<RunResult> RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping, ending.Token);
        await using var grace = stopping.Register(() => ending.CancelAfter(_environment.Settings.GracePeriod));
        ComponentFaultException? failure = null;
        _started = _services.Time.GetTimestamp();
        LogStarted(_logger, _plan.Run.Pipeline, _plan.Run.Id);
        try
        {
            await OpenAsync(reading.Token).ConfigureAwait(false);
            _opened = true;
            await StreamAsync(reading, ending).ConfigureAwait(false);
        }
        catch (ComponentFaultException exception)
        {
            failure = exception;
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // Stopped before or in the middle; what is committed stays, and the next run resumes.
        }
        catch (Exception exception)
        {
            failure = new ComponentFaultException(_home.Component, Faults.Of(exception, _home.Component));
        }

        return Result(failure, stopping.IsCancellationRequested || aborting.IsCancellationRequested);
    }

    /// <summary>
    /// Makes the memory's view anew from the home's rows, in place of a run. Nothing is collected or written.
    /// </summary>
    /// <param name="cancellationToken">Cancels it; the next start finds the view unfinished and builds it again.</param>
    /// <returns>Processors that cannot restore and begin with an empty memory; or the failure.</returns>
    public async Task<(IReadOnlyList<string> Emptied, Diagnostic? Failure)> RebuildMemoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_homeSink is not null)
            {
                await _home.OpenAsync(_homeSink.Sink, cancellationToken).ConfigureAwait(false);
            }

            return (await _memory.RebuildAsync(Remembering, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ComponentFaultException exception)
        {
            return ([], Redacted(Faults.ToDiagnostic(exception.Fault, exception.Component, DiagnosticSeverity.Error)));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _home.Dispose();
        _arrived.Dispose();
    }

    /// <summary>All that may hold memory, with its id.</summary>
    private IEnumerable<(string Id, object Component)> Components() =>
        _pumps.Select(pump => (pump.Source.Plan.Id, (object)pump.Source.Plan.Collector))
            .Concat(_pumps.Select(pump => pump.Source.Plan.Fallback).OfType<CollectorPlan>().Select(fallback => (fallback.Id, (object)fallback.Collector)))
            .Concat(_plan.Processors.Select(processor => (processor.Id, processor.Processor)))
            .Concat(_plan.Sinks.Select(sink => (sink.Id, (object)sink.Sink)));

    private List<ProcessorPlan> Remembering => [.. _plan.Processors.Where(processor => processor.Processor is IStatefulProcessor { Remembers: true })];

    /// <summary>How many processors there are before the first one that remembers.</summary>
    private int PureCount
    {
        get
        {
            var count = 0;
            while (count < _processors.Count && _processors[count].Plan.Processor is not IStatefulProcessor)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Whether the collector takes part. Where its condition fails, the run fails as soon as it begins.</summary>
    private bool Runs(CollectorPlan collector)
    {
        try
        {
            return collector.When?.Test(null, _plan.Run) ?? true;
        }
        catch (ExpressionException exception)
        {
            _conditionFailure ??= new ComponentFaultException(collector.Id, new FaultException(
                FaultKind.Fatal, $"The condition of '{collector.Id}' failed: {exception.Message}", exception)
            { Code = "engine.condition" });
            return false;
        }
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_conditionFailure is not null)
        {
            throw _conditionFailure;
        }

        if (_pumps.Count == 0)
        {
            _environment.Warn(
                new FaultException(FaultKind.Permanent, _environment.Replays ? "No collector of this pipeline landed anything in that run." : "The condition of each collector says no.") { Code = "engine.nothing_to_collect" },
                _plan.Run.Pipeline,
                "nothing is collected");
        }

        if (_homeSink is not null)
        {
            await _home.OpenAsync(_homeSink.Sink, cancellationToken).ConfigureAwait(false);
        }

        var known = await _home.ClaimAsync([], cancellationToken).ConfigureAwait(false);
        _shapes.Begin(known, _pumps.Select(pump => pump.Source.Plan));
        var check = new SplitCheck(_environment, known.Splits);
        var replays = _environment.Replays;
        if (!replays)
        {
            check.CheckCollectors(_plan.Collectors.Select(collector => collector.Id).Concat(_plan.IdleCollectors));
        }

        var planned = new List<(CollectorPump Pump, CollectorPlan Plan, IReadOnlyList<Split> Splits)>();
        foreach (var pump in _pumps)
        {
            var splits = await pump.PlanAsync(cancellationToken).ConfigureAwait(false);
            planned.Add((pump, pump.Source.Plan, splits));
            if (splits.Count > 0 && !replays)
            {
                check.CheckSplits(pump.Source.Plan, splits);
            }
        }

        _claims.Begin(replays ? new Dictionary<string, SplitState>() : known.Splits, planned.ConvertAll(one => (one.Plan, one.Splits)));
        _debts.Load(known.Debts);
        await _sinks.OpenAsync(known.Marks, newRun: !_claims.SinksGoOn && !replays, _debts, cancellationToken).ConfigureAwait(false);
        Failpoints.Hit(Failpoints.OpenedAfter);
        await _memory.CatchUpAsync(Remembering, _environment, cancellationToken).ConfigureAwait(false);
        foreach (var (pump, plan, splits) in planned)
        {
            pump.Assign(await _claims.ClaimAsync(plan, splits, $"{_environment.SplitPrefix}{plan.Id}/", cancellationToken).ConfigureAwait(false));
        }

        _memory.Begin();
        await _committer.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (_claims.Resumes)
        {
            LogResumes(_logger, _plan.Run.Pipeline);
        }
    }

    private async Task StreamAsync(CancellationTokenSource reading, CancellationTokenSource ending)
    {
        var settings = _environment.Settings;

        // A batch for each worker and one at hand. More would only let records grow old: with twice as many each of them outlived a collection, which cost a tenth of a run's CPU.
        var inFlight = settings.Parallelism + 1;
        var work = Channel.CreateBounded<Batch>(new BoundedChannelOptions(inFlight) { SingleWriter = true });
        var order = Channel.CreateBounded<Batch>(new BoundedChannelOptions(inFlight) { SingleWriter = true, SingleReader = true });
        var batches = new BatchLimit(settings.BatchSize);
        var guard = new MemoryGuard(_environment, _services.Probe, batches, Components);
        var merger = new PageMerger(_pumps.Select(pump => pump.Source), _arrived, _plan.Run.Limit);
        var pure = new ProcessorChain(_processors.GetRange(0, PureCount), _environment);
        var pumps = _pumps.ConvertAll(pump => Task.Run(() => pump.RunAsync(reading.Token), CancellationToken.None));
        var collect = new CollectStage(merger, _shapes, batches, work.Writer, order.Writer);
        var collecting = Task.Run(() => collect.RunAsync(reading.Token, ending.Token), CancellationToken.None);
        var processing = new ProcessStage(pure, work.Reader, settings.Parallelism).RunAsync(ending.Token);
        var loop = new CommitLoop(_committer, _ledger, _shapes, order.Reader, _environment);
        using var guarded = new CancellationTokenSource();
        var guarding = Task.Run(() => guard.WatchAsync(reading.CancelAsync, ending, guarded.Token), CancellationToken.None);
        try
        {
            await loop.RunAsync(
                () => reading.IsCancellationRequested || collect.Failure is not null ? null : merger.LimitReached, ending.Token).ConfigureAwait(false);
            await _memory.CompleteAsync(ending.Token).ConfigureAwait(false);
            await guarded.CancelAsync().ConfigureAwait(false);
            await guarding.ConfigureAwait(false);
            guard.ThrowIfExceeded();
            if (collect.Failure is { } failure)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
        catch (OperationCanceledException) when (guard.Failure is not null)
        {
            // There was no time left to drain; what is committed stays.
            throw guard.Failure;
        }
        finally
        {
            await guarded.CancelAsync().ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);

            // A plugin that does not heed the cancellation is left behind, not waited for.
            await Task.WhenAny(Task.WhenAll([.. pumps, collecting, processing]), Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private RunResult Result(ComponentFaultException? failure, bool stopped)
    {
        var outcome = failure is not null ? RunOutcome.Failed : stopped ? RunOutcome.Cancelled : RunOutcome.Succeeded;
        var diagnostic = failure is null ? null : Redacted(Faults.ToDiagnostic(failure.Fault, failure.Component, DiagnosticSeverity.Error));
        if (failure is not null)
        {
            LogFailed(_logger, failure, _plan.Run.Pipeline, diagnostic!.Message, diagnostic.Fix ?? "");
        }
        else
        {
            LogEnded(_logger, _plan.Run.Pipeline, outcome, Totals.Collected, Totals.Written, Totals.Duplicates, Totals.Dropped, Totals.DeadLettered);
        }

        LogPerformance();
        var changes = _shapes.Tell();
        foreach (var (collector, pages) in _ledger.Skipped)
        {
            _environment.Warn(
                new FaultException(FaultKind.Permanent, $"{pages} pages were given up and are remembered.")
                {
                    Code = "engine.pages_remembered",
                    Fix = _plan.Window.IsBackfill ? "Run the pipeline again with the same --since and --until: it asks for them first. A run without them does not." : "Run the pipeline again: it asks for them first.",
                },
                collector,
                "not every page was read");
        }

        foreach (var debts in Debts.GroupBy(debt => debt.Sink, StringComparer.Ordinal))
        {
            _environment.Warn(SinkDebt.Tell([.. debts]));
        }

        return new RunResult
        {
            Debts = Debts,
            Outcome = outcome,
            Totals = Totals,
            Components = Progress,
            Failure = diagnostic,
            ShapeChanges = changes,
            FailedAtOpening = failure is not null && failure != _conditionFailure && !_opened,
            Warnings = _environment.Warnings,
            Fallbacks = [.. _pumps.Where(pump => pump.Source.Plan.Fallback is not null).Select(pump => new FallbackUse
            {
                Collector = pump.Source.Plan.Id,
                Used = pump.FallbackUsed,
                Reason = pump.FallbackReason is { } reason ? _environment.Redact(reason.Message) : null,
            })],
        };
    }

    private void LogPerformance()
    {
        var elapsed = _services.Time.GetElapsedTime(_started).TotalSeconds;
        LogRate(_logger, _plan.Run.Pipeline, Totals.Collected, elapsed, elapsed > 0 ? Totals.Collected / elapsed : 0);
        foreach (var component in Progress)
        {
            LogComponent(_logger, component.Id, component.In, component.Out, component.Seconds);
        }
    }

    private Diagnostic Redacted(Diagnostic diagnostic) =>
        new(diagnostic.Code, _environment.Redact(diagnostic.Message)) { Severity = diagnostic.Severity, Fix = diagnostic.Fix };
}
