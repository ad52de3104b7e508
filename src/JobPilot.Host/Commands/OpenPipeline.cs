using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
using JobPilot.State;

namespace JobPilot.Host.Commands;

/// <summary>
/// A pipeline made ready for a verb: services, lock, components, plan. Disposes of them in the opposite order.
/// </summary>
internal sealed class OpenPipeline : IAsyncDisposable
{
    private PipelineLock? _lock;
    private PlanBuilder? _builder;

    private OpenPipeline(PipelineDefinition definition, RunInfo run, HostServices services)
    {
        Definition = definition;
        Run = run;
        Services = services;
    }

    public PipelineDefinition Definition { get; }

    public RunInfo Run { get; }

    public HostServices Services { get; }

    public EngineServices Engine => Services.Get<EngineServices>();

    /// <summary>What can be run; null where a component could not be made.</summary>
    public PipelinePlan? Plan { get; private set; }

    /// <summary>Hash of each component's type and resolved options, by id.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints => _builder!.FingerprintById;

    /// <summary>Why there is no plan.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; private set; } = [];

    /// <summary>Opens a pipeline that was loaded.</summary>
    /// <param name="loaded">The pipeline; its definition is there.</param>
    /// <param name="session">The verb's session.</param>
    /// <param name="run">The run that the components are made for.</param>
    /// <param name="parts">Components to make.</param>
    /// <param name="locked">Whether a second host is kept off.</param>
    /// <param name="lookOnly">Whether the state store is only read.</param>
    /// <param name="landed">The run whose answers stand in for the sources.</param>
    /// <exception cref="FaultException">The log file or the lock cannot be had, or another host runs the pipeline.</exception>
    public static async Task<OpenPipeline> OpenAsync(LoadResult loaded, PipelineSession session, RunInfo run, PlanParts parts, bool locked, bool lookOnly = false, LandedRun? landed = null)
    {
        var definition = loaded.Definition ?? throw new ArgumentException("The pipeline was refused.", nameof(loaded));
        var request = session.Request;
        var open = new OpenPipeline(definition, run, HostServices.Create(request, loaded, lookOnly));
        try
        {
            open._lock = locked ? TakeLock(definition, request) : null;
            var http = open.Services.Get<SourceHttpClientFactory>();
            if (landed is not null)
            {
                http.AnswerFrom(landed);
            }

            open._builder = new PlanBuilder(
                definition, run, http, session.Expressions, open.Services.Loggers, landed?.Clock ?? TimeProvider.System, request.Console.WorkingDirectory);
            (open.Plan, open.Problems) = open._builder.Build(parts, request.Window);
            return open;
        }
        catch
        {
            await open.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Names a new run of a pipeline.</summary>
    public static RunInfo CreateRun(PipelineDefinition definition, bool preview = false, long? limit = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new RunInfo(RunIds.Create(now), definition.Name, now) { Environment = definition.Environment, Limit = limit, Preview = preview };
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsync(_builder?.Components ?? []).ConfigureAwait(false);
        _lock?.Dispose();
        await Services.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The last that was made goes first.</summary>
    private static async ValueTask DisposeAsync(IReadOnlyList<object> components)
    {
        foreach (var component in components.Reverse())
        {
            if (component is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (component as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Keeps a second host off the pipeline's state.</summary>
    private static PipelineLock TakeLock(PipelineDefinition definition, HostRequest request) =>
        PipelineLock.TryAcquire(StatePaths.State(definition, request.Console.WorkingDirectory), definition.Name, TimeProvider.System, out var heldBy)
            ?? throw new FaultException(FaultKind.Fatal, $"Another host runs the pipeline '{definition.Name}': {heldBy}.")
            {
                Code = "state.locked",
                Fix = "Wait for it to end, or give this pipeline another name or another settings.state.",
            };
}
