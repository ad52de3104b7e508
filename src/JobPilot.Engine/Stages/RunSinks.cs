using JobPilot.Engine.Commits;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Telemetry;

namespace JobPilot.Engine.Stages;

/// <summary>The sinks of a run, by what they get: rows, copies of dead letters, the dead letters themselves. Used by the consumer's thread.</summary>
internal sealed class RunSinks
{
    private readonly List<SinkStage> _rows = [];
    private readonly List<SinkStage> _letters = [];
    private readonly PipelinePlan _plan;
    private readonly Home _home;
    private readonly RunEnvironment _environment;

    /// <summary>Prepares them; opens none.</summary>
    /// <param name="plan">The plan; where a debt is paid, only the sink that owes takes part.</param>
    /// <param name="home">Where positions, marks and debts are kept.</param>
    /// <param name="deadLetters">The store of the dead letters.</param>
    /// <param name="environment">The run's environment.</param>
    public RunSinks(PipelinePlan plan, Home home, ISink deadLetters, RunEnvironment environment)
    {
        (_plan, _home, _environment) = (plan, home, environment);
        HomeSink = plan.Payment is null ? plan.HomeSink : null;
        var taking = plan.Sinks.Where(sink => plan.Payment is null || sink.Id == plan.Payment.Sink);
        foreach (var sink in taking)
        {
            var meter = environment.Meters.Add(sink.Id, "sink", sink.Type);
            if (sink == plan.HomeSink)
            {
                HomeMeter = meter;
            }
            else
            {
                var stages = sink.TakesDeadLetters && plan.Payment is null ? _letters : _rows;
                stages.Add(IsWaitedFor(sink) ? new SinkStage(sink, meter, environment) : new OptionalSinkStage(sink, meter, environment));
            }
        }

        DeadLetters = new SinkStage(
            new SinkPlan { Id = PipelineRunner.DeadLettersId, Type = PipelineRunner.DeadLettersId, Sink = deadLetters },
            new ComponentMeter(PipelineRunner.DeadLettersId, "sink", PipelineRunner.DeadLettersId),
            environment);
        Opened = [.. _rows, .. _letters];
        All = [.. Opened, DeadLetters];
        Optional = [.. Opened.OfType<OptionalSinkStage>()];
        Counted = _rows.Find(sink => sink is not OptionalSinkStage) ?? _rows.FirstOrDefault();
    }

    /// <summary>The sink that takes rows with the commit itself; null where the state store is the home, and where a debt is paid.</summary>
    public SinkPlan? HomeSink { get; }

    public ComponentMeter? HomeMeter { get; }

    /// <summary>Those beside the home that take rows.</summary>
    public IReadOnlyList<SinkStage> Rows => _rows;

    /// <summary>Those that take copies of dead letters.</summary>
    public IReadOnlyList<SinkStage> Letters => _letters;

    /// <summary>The store of the dead letters.</summary>
    public SinkStage DeadLetters { get; }

    /// <summary>Those that the pipeline names.</summary>
    public IReadOnlyList<SinkStage> Opened { get; }

    /// <summary>Those and the store of the dead letters: all that is durable before the home commits.</summary>
    public IReadOnlyList<SinkStage> All { get; }

    public IReadOnlyList<OptionalSinkStage> Optional { get; }

    /// <summary>Whose counts of rows are the run's, where the home takes none.</summary>
    public SinkStage? Counted { get; }

    /// <summary>Opens all of them at the marks that the home knows.</summary>
    /// <param name="marks">Marks by sink.</param>
    /// <param name="newRun">Whether no run is gone on with.</param>
    /// <param name="debts">Is told of each sink that was opened, or could not be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask OpenAsync(IReadOnlyDictionary<string, string> marks, bool newRun, DebtBook debts, CancellationToken cancellationToken)
    {
        foreach (var sink in Opened)
        {
            var anew = newRun || debts.IsUnopened(sink.Plan.Id);
            await OpenAsync(sink, anew, marks, cancellationToken).ConfigureAwait(false);
            var opened = sink is not OptionalSinkStage { IsOut: true };
            if (opened || anew)
            {
                debts.Begin(sink.Plan, opened, newRun);
            }
        }

        if (DeadLetters.Plan.Sink is DeadLetterFile file)
        {
            file.Owner = new DeadLetterOwner(_plan.Run.Pipeline, _home.HomeId);
        }

        await OpenAsync(DeadLetters, newRun, marks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a sink at its mark; as in a new run where the mark speaks of another place, so that a file which was never marked loses nothing.</summary>
    private async ValueTask OpenAsync(SinkStage sink, bool anew, IReadOnlyDictionary<string, string> marks, CancellationToken cancellationToken)
    {
        var (id, location) = (sink.Plan.Id, sink.Plan.Sink.Location);
        var other = SinkPlace.Other(marks, id, location);
        sink.PlaceIsKept = marks.GetValueOrDefault(SinkPlace.KeyOf(id)) == location;
        if (other is not null && !anew && !_environment.Replays)
        {
            var left = marks.TryGetValue(id, out var mark) ? await SinkPlace.FindLeftBehindAsync(sink.Plan.Sink, other, mark, cancellationToken).ConfigureAwait(false) : null;
            _environment.Warn(new Diagnostic(
                "engine.sink_moved", $"'{id}' goes on in {location}; before it wrote to {other}{(left is { What.Length: > 0 } ? $", where an interrupted run left {left.What}, its last commit" : "")}.")
            {
                Severity = DiagnosticSeverity.Warning,
                Pointer = id,
                Fix = left switch
                {
                    null => "Nothing is lost. What an interrupted run wrote there behind its last commit comes again here.",
                    { What.Length: 0 } => "Nothing is lost, and nothing comes twice: behind its last commit nothing stands there.",
                    _ => $"Nothing is lost, but that comes again here. Where nobody else wrote there since, take it out: {left.Mend}",
                },
            });
        }

        await sink.OpenAsync(anew || other is not null, other is null ? marks.GetValueOrDefault(id) : null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the home takes a row.</summary>
    public bool HomeTakes(Row row) => HomeSink is not null
        && (HomeSink.When is null || row.Record.Operation != RecordOperation.Upsert || HomeSink.When.Test(row.Record, _environment.Run));

    /// <summary>Whether a commit waits for the sink: for one that is paid, and where the home would forget what it missed, for any.</summary>
    private bool IsWaitedFor(SinkPlan sink)
    {
        if (sink.Required || _plan.Payment is not null)
        {
            return true;
        }

        if (_home.Store.KeepsDebts)
        {
            return false;
        }

        _environment.Warn(
            new FaultException(FaultKind.Permanent, $"'{_home.Component}' does not keep what optional sinks miss.")
            {
                Code = "engine.debts_not_kept",
                Fix = "Install a newer version of that sink's plugin, or set required: true.",
            },
            sink.Id,
            "it is waited for like a required sink");
        return true;
    }
}
