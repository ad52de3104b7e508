using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Shows what would run: resolved options and no secret. Opens and calls nothing.</summary>
internal static class PlanCommand
{
    public static Task<int> ExecuteAsync(string path, HostRequest request, CancellationToken cancellationToken)
    {
        var session = PipelineSession.Create(request);
        var result = session.Load(path);
        if (result.Definition is not { } definition)
        {
            return Task.FromResult(Refuse(result, path, request));
        }

        var document = definition.ToRedactedJson();
        document["path"] = path;
        document["state"] = Path.GetFullPath(definition.Settings.State, request.Console.WorkingDirectory);
        document["dead_letters"] = StatePaths.DeadLetters(definition, request.Console.WorkingDirectory);
        document["plugins"] = new JsonArray([.. Components(definition).Select(component => component.Descriptor).Distinct()
            .OrderBy(descriptor => descriptor.Kind).ThenBy(descriptor => descriptor.Type, StringComparer.Ordinal).Select(PluginsCommand.Describe)]);
        document["warnings"] = JsonOutput.Of(result.Findings);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            FindingsPrinter.Print(request.Console.Error, result.Findings);
            PlanPrinter.Print(request.Console.Out, definition, document);
        }

        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Says why a pipeline cannot run, in the form of the verb <c>validate</c>.</summary>
    public static int Refuse(LoadResult result, string path, HostRequest request)
    {
        FindingsPrinter.Print(request.Console.Error, result.Findings);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, new JsonObject
            {
                ["files"] = new JsonArray(new JsonObject { ["path"] = path, ["valid"] = false, ["findings"] = JsonOutput.Of(result.Findings) }),
            });
        }

        return PipelineSession.ExitCodeOf(result);
    }

    private static IEnumerable<ComponentDefinition> Components(PipelineDefinition definition) =>
        definition.Collectors.SelectMany(collector => collector.Fallback is { } fallback ? new ComponentDefinition[] { collector, fallback } : [collector])
            .Concat(definition.Processors).Concat(definition.Sinks);
}
