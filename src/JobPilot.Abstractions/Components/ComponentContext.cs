using Microsoft.Extensions.Logging;

namespace JobPilot;

/// <summary>
/// All that the host hands to a component, given to its constructor. One instance a component; its members are safe on every thread.
/// </summary>
/// <param name="componentId">Id of the component in the pipeline, unique there.</param>
/// <param name="run">The run that the component works for.</param>
/// <param name="logger">Logger whose category is the component; secrets are masked behind it.</param>
/// <param name="time">The only clock a component uses.</param>
/// <param name="http">The engine's HTTP client, with the default policy.</param>
/// <param name="expressions">Compiler of conditions and templates.</param>
public sealed class ComponentContext(
    string componentId, RunInfo run, ILogger logger, TimeProvider time, SourceHttpClient http, IExpressionCompiler expressions)
{
    /// <summary>Id of the component in the pipeline.</summary>
    public string ComponentId { get; } = componentId;

    /// <summary>The run that the component works for.</summary>
    public RunInfo Run { get; } = run;

    /// <summary>Logger whose category is the component. No line a record above debug level.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>The only clock a component uses.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>
    /// The engine's HTTP client. Timeout, retry, rate limit, request budget, cache and redirects are the engine's: a component declares
    /// them by <see cref="SourceHttpClient.WithPolicy"/> and holds none.
    /// </summary>
    public SourceHttpClient Http { get; } = http;

    /// <summary>Compiles the conditions and templates that the author of a pipeline writes.</summary>
    public IExpressionCompiler Expressions { get; } = expressions;

    /// <summary>Absolute directory against which relative paths of data are resolved; the working directory by default.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Resolves a path of data as the author wrote it.</summary>
    /// <param name="path">Absolute, or relative to <see cref="WorkingDirectory"/>.</param>
    /// <returns>The absolute path; nothing is opened.</returns>
    public string ResolvePath(string path) => Path.GetFullPath(path, WorkingDirectory);
}

/// <summary>What a component may know of the run. Immutable.</summary>
/// <param name="id">Unique, sortable by time, at most 40 characters of <c>[0-9a-z-]</c>.</param>
/// <param name="pipeline">Name of the pipeline.</param>
/// <param name="startedAt">When the run began, UTC.</param>
public sealed class RunInfo(string id, string pipeline, DateTimeOffset startedAt)
{
    /// <summary>Unique id of the run, sortable by time.</summary>
    public string Id { get; } = id;

    /// <summary>Name of the pipeline.</summary>
    public string Pipeline { get; } = pipeline;

    /// <summary>When the run began, UTC.</summary>
    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Environment whose overlay was applied (<c>development</c>, <c>production</c>); "" where none was.</summary>
    public string Environment { get; init; } = "";

    /// <summary>True where nothing durable is written: components then open no file for writing.</summary>
    public bool Preview { get; init; }

    /// <summary>Most records that the run collects, over all collectors; null means no limit.</summary>
    public long? Limit { get; init; }
}
