using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;
using JobPilot.Hosting;
using JobPilot.State;

namespace JobPilot.Host.Commands;

/// <summary>Runs a pipeline once.</summary>
internal static class RunCommand
{
    public static async Task<int> ExecuteAsync(string path, HostRequest request)
    {
        var session = PipelineSession.Create(request);
        var loaded = session.Load(path);
        if (loaded.Definition is not { } definition)
        {
            return PlanCommand.Refuse(loaded, path, request);
        }

        FindingsPrinter.Print(request.Console.Error, loaded.Findings);
        try
        {
            return await RunAsync(loaded, definition, session, request).ConfigureAwait(false);
        }
        catch (FaultException fault)
        {
            // The state store, the lock or the log file: nothing has run yet.
            return Refuse(CreateRun(definition, request, TimeProvider.System), [Refusal.Of(fault)], request);
        }
    }

    private static async Task<int> RunAsync(LoadResult loaded, PipelineDefinition definition, PipelineSession session, HostRequest request)
    {
        var time = TimeProvider.System;
        var run = CreateRun(definition, request, time);
        var services = HostServices.Create(request, loaded);
        await using var disposeServices = services.ConfigureAwait(false);
        using var pipelineLock = TakeLock(definition, request, time);
        var builder = new PlanBuilder(
            definition, run, services.Get<SourceHttpClientFactory>(), session.Expressions, services.Loggers, time, request.Console.WorkingDirectory);
        try
        {
            var (plan, problems) = builder.Build();
            if (plan is null)
            {
                return Refuse(run, problems, request);
            }

            return await RunAsync(plan, services, request, time).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync(builder.Components).ConfigureAwait(false);
        }
    }

    private static async Task<int> RunAsync(PipelinePlan plan, HostServices services, HostRequest request, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var engine = services.Get<EngineServices>();
        var history = services.Get<IRunHistory>();
        await history.BeginAsync(plan.Run, "{}", CancellationToken.None).ConfigureAwait(false);
        using var standardOutput = request.Json ? StandardOutput.Reserve() : null;
        using var signals = new StopSignals(message => services.ConsoleLog.Write(message));
        using var runner = new PipelineRunner(plan, engine);
        var running = runner.RunAsync(signals.Stopping, signals.Aborting);
        await new RunProgressView(runner, request, services.ConsoleLog, time).ShowAsync(running).ConfigureAwait(false);
        var result = await running.ConfigureAwait(false);
        var report = new RunReport
        {
            Run = plan.Run,
            Result = result,
            ExitCode = result.Outcome switch
            {
                RunOutcome.Succeeded => ExitCode.Done,
                RunOutcome.Cancelled => signals.ExitCode ?? ExitCode.Interrupted,
                RunOutcome.Failed when result.FailedAtOpening => ExitCode.Environment,
                _ => ExitCode.Failed,
            },
            Elapsed = time.GetElapsedTime(started),
            Outputs = [.. plan.Sinks.Select(sink => new RunOutput(sink.Id, StandardOutput.LocationOf(sink.Sink, request)))],
            DeadLetters = engine.DeadLetters.Location,
            LogFile = request.LogFile is { } path ? Path.GetFullPath(path, request.Console.WorkingDirectory) : null,
            Diagnostics = result.Failure is { } failure ? [failure, .. result.Warnings] : result.Warnings,
        };
        var document = RunDocument.Create(report);
        if (await EndAsync(history, report, document, time).ConfigureAwait(false) is { } unkept)
        {
            FindingsPrinter.Print(request.Console.Error, [unkept]);
            document["diagnostics"]!.AsArray().Add(JsonOutput.Of(unkept));
        }

        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            RunSummary.Print(request.Console.Out, report);
        }

        return report.ExitCode;
    }

    /// <summary>Keeps a second host off the pipeline's state.</summary>
    /// <exception cref="FaultException">Another host has it.</exception>
    public static PipelineLock TakeLock(PipelineDefinition definition, HostRequest request, TimeProvider time) =>
        PipelineLock.TryAcquire(StatePaths.State(definition, request.Console.WorkingDirectory), definition.Name, time, out var heldBy)
            ?? throw new FaultException(FaultKind.Fatal, $"Another host runs the pipeline '{definition.Name}': {heldBy}.")
            {
                Code = "state.locked",
                Fix = "Wait for it to end, or give this pipeline another name or another settings.state.",
            };

    /// <summary>Keeps the run's document. What is committed is committed: a full disk here takes nobody's summary away.</summary>
    private static async ValueTask<Diagnostic?> EndAsync(IRunHistory history, RunReport report, System.Text.Json.Nodes.JsonObject document, TimeProvider time)
    {
        try
        {
            await history.EndAsync(
                report.Run, RunDocument.Name(report.Result.Outcome), time.GetUtcNow(), document.ToJsonString(), CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (FaultException fault)
        {
            return new Diagnostic(fault.Code, $"The list of runs could not be kept: {fault.Message}") { Severity = DiagnosticSeverity.Warning, Fix = fault.Fix };
        }
    }

    /// <summary>Says why nothing ran; as JSON in the form of a run that failed.</summary>
    private static int Refuse(RunInfo run, IReadOnlyList<Diagnostic> problems, HostRequest request) =>
        Refusal.Tell(problems, RunDocument.Refused(run, Refusal.ExitCodeOf(problems), problems), request);

    public static RunInfo CreateRun(PipelineDefinition definition, HostRequest request, TimeProvider time, bool preview = false, long? limit = null)
    {
        var now = time.GetUtcNow();
        return new RunInfo(RunIds.Create(now), definition.Name, now)
        {
            Environment = definition.Environment,
            Limit = limit ?? request.Limit,
            Preview = preview,
        };
    }

    public static async ValueTask DisposeAsync(IReadOnlyList<object> components)
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
}
