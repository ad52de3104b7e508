using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Shows the first records after every step. Writes nothing: sinks are not made, and the state store is not opened unless a call needs its budget.</summary>
internal static class PreviewCommand
{
    public static async Task<int> ExecuteAsync(string path, int records, HostRequest request, CancellationToken cancellationToken)
    {
        var session = PipelineSession.Create(request);
        var loaded = session.Load(path);
        if (loaded.Definition is not { } definition)
        {
            return PlanCommand.Refuse(loaded, path, request);
        }

        FindingsPrinter.Print(request.Console.Error, loaded.Findings);
        var run = RunCommand.CreateRun(definition, request, TimeProvider.System, preview: true, limit: records);
        try
        {
            return await PreviewAsync(loaded, definition, run, session, request, cancellationToken).ConfigureAwait(false);
        }
        catch (FaultException fault)
        {
            return Refuse(run, [Refusal.Of(fault)], request);
        }
        catch (ExpressionException exception)
        {
            Refuse(run, [new Diagnostic("engine.condition", $"The condition of a collector failed: {exception.Message}")], request);
            return ExitCode.Failed;
        }
    }

    private static async Task<int> PreviewAsync(
        LoadResult loaded, PipelineDefinition definition, RunInfo run, PipelineSession session, HostRequest request, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var services = HostServices.Create(request, loaded);
        await using var disposeServices = services.ConfigureAwait(false);
        using var standardOutput = request.Json ? StandardOutput.Reserve() : null;
        var builder = new PlanBuilder(
            definition, run, services.Get<SourceHttpClientFactory>(), session.Expressions, services.Loggers, time, request.Console.WorkingDirectory);
        try
        {
            var (plan, problems) = builder.Build(withSinks: false);
            if (plan is null)
            {
                return Refuse(run, problems, request);
            }

            var result = await new PipelinePreview(plan, services.Get<EngineServices>()).RunAsync(cancellationToken).ConfigureAwait(false);
            Print(result, run, request);
            return result.Failure is null ? ExitCode.Done : ExitCode.Failed;
        }
        finally
        {
            await RunCommand.DisposeAsync(builder.Components).ConfigureAwait(false);
        }
    }

    private static int Refuse(RunInfo run, IReadOnlyList<Diagnostic> problems, HostRequest request) =>
        Refusal.Tell(problems, PreviewDocument.Refused(run, problems), request);

    private static void Print(PreviewResult result, RunInfo run, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, PreviewDocument.Create(result, run));
            return;
        }

        PreviewPrinter.Print(request.Console.Out, result);
        FindingsPrinter.Print(request.Console.Error, result.Failure is { } failure ? [failure, .. result.Warnings] : result.Warnings);
    }
}
