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
        var time = TimeProvider.System;
        var run = RunCommand.CreateRun(definition, request, time, preview: true, limit: records);
        var services = HostServices.Create(request, definition);
        await using var disposeServices = services.ConfigureAwait(false);
        var builder = new PlanBuilder(
            definition, run, services.Get<SourceHttpClientFactory>(), session.Expressions, services.Loggers, time, request.Console.WorkingDirectory);
        try
        {
            var (plan, problems) = builder.Build(withSinks: false);
            if (plan is null)
            {
                FindingsPrinter.Print(request.Console.Error, problems);
                return ExitCode.Environment;
            }

            var result = await new PipelinePreview(plan, services.Get<EngineServices>()).RunAsync(cancellationToken).ConfigureAwait(false);
            Print(result, run, request);
            return result.Failure is null ? ExitCode.Done : ExitCode.Failed;
        }
        catch (FaultException fault)
        {
            FindingsPrinter.Print(request.Console.Error, [new Diagnostic(fault.Code, fault.Message) { Fix = fault.Fix }]);
            return ExitCode.Environment;
        }
        finally
        {
            await RunCommand.DisposeAsync(builder.Components).ConfigureAwait(false);
        }
    }

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
