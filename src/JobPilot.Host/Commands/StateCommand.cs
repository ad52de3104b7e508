using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Makes the view of what processors remember anew from the rows of the home.</summary>
internal static class StateCommand
{
    public static async Task<int> RebuildAsync(string path, HostRequest request, CancellationToken cancellationToken)
    {
        var session = PipelineSession.Create(request);
        var loaded = session.Load(path);
        if (loaded.Definition is not { } definition)
        {
            return PlanCommand.Refuse(loaded, path, request);
        }

        try
        {
            return await RebuildAsync(loaded, definition, session, request, cancellationToken).ConfigureAwait(false);
        }
        catch (FaultException fault)
        {
            return Refuse(definition.Name, [Refusal.Of(fault)], request);
        }
    }

    private static async Task<int> RebuildAsync(
        LoadResult loaded, PipelineDefinition definition, PipelineSession session, HostRequest request, CancellationToken cancellationToken)
    {
        var run = RunCommand.CreateRun(definition, request, TimeProvider.System);
        var services = HostServices.Create(request, loaded);
        await using var disposeServices = services.ConfigureAwait(false);
        var builder = new PlanBuilder(
            definition, run, services.Get<SourceHttpClientFactory>(), session.Expressions, services.Loggers, TimeProvider.System, request.Console.WorkingDirectory);
        try
        {
            using var pipelineLock = RunCommand.TakeLock(definition, request, TimeProvider.System);
            var (plan, problems) = builder.Build();
            if (plan is null)
            {
                return Refuse(definition.Name, problems, request);
            }

            using var runner = new PipelineRunner(plan, services.Get<EngineServices>());
            var (emptied, failure) = await runner.RebuildMemoryAsync(cancellationToken).ConfigureAwait(false);
            return Tell(definition.Name, emptied, failure, request);
        }
        finally
        {
            await RunCommand.DisposeAsync(builder.Components).ConfigureAwait(false);
        }
    }

    private static int Refuse(string pipeline, IReadOnlyList<Diagnostic> problems, HostRequest request) =>
        Refusal.Tell(problems, Document(pipeline, rebuilt: false, problems), request);

    private static JsonObject Document(string pipeline, bool rebuilt, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["rebuilt"] = rebuilt,
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    private static int Tell(string pipeline, IReadOnlyList<string> emptied, Diagnostic? failure, HostRequest request)
    {
        var diagnostics = emptied.Select(id => new Diagnostic("state.memory_emptied", $"{id} cannot read its memory back from rows, and begins with an empty one.")
        {
            Severity = DiagnosticSeverity.Warning,
        }).Concat(failure is null ? [] : [failure]).ToList();
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, Document(pipeline, failure is null, diagnostics));
        }
        else
        {
            FindingsPrinter.Print(request.Console.Error, diagnostics);
            if (failure is null)
            {
                request.Console.Out.WriteLine(TerminalText.Clean($"{pipeline}: the memory was built anew from the rows."));
            }
        }

        return failure is null ? ExitCode.Done : ExitCode.Failed;
    }
}
