using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Shows what would run: resolved options and no secret, and what would be read, as far as the home knows. Changes and calls nothing.</summary>
internal static class PlanCommand
{
    public static async Task<int> ExecuteAsync(string path, HostRequest request, CancellationToken cancellationToken)
    {
        var session = PipelineSession.Create(request);
        var result = session.Load(path);
        if (result.Definition is not { } definition)
        {
            return Refuse(result, path, request);
        }

        var document = definition.ToRedactedJson();
        document["notifications"] = definition.ToRedactedNotifications();
        document["path"] = path;
        document["state"] = Path.GetFullPath(definition.Settings.State, request.Console.WorkingDirectory);
        document["dead_letters"] = StatePaths.DeadLetters(definition, request.Console.WorkingDirectory);
        document["plugins"] = new JsonArray([.. Components(definition).Select(component => component.Descriptor).Distinct()
            .OrderBy(descriptor => descriptor.Kind).ThenBy(descriptor => descriptor.Type, StringComparer.Ordinal).Select(PluginsCommand.Describe)]);
        var findings = result.Findings.ToList();
        document["reads"] = await ReadsAsync(result, session, findings, cancellationToken).ConfigureAwait(false);
        document["warnings"] = JsonOutput.Of(findings);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            FindingsPrinter.Print(request.Console.Error, findings);
            PlanPrinter.Print(request.Console.Out, definition, document);
        }

        return ExitCode.Done;
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

    /// <summary>Which postings are read, and from where on, of each split that the home knows. A home that cannot be read is a warning.</summary>
    private static async Task<JsonObject> ReadsAsync(LoadResult loaded, PipelineSession session, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        var window = session.Request.Window;
        var reads = new JsonObject { ["full"] = window.Full, ["since"] = Time(window.Since), ["until"] = Time(window.Until), ["splits"] = new JsonArray() };
        try
        {
            var run = OpenPipeline.CreateRun(loaded.Definition!);
            var open = await OpenPipeline.OpenAsync(
                loaded, session, run, PlanParts.Collectors | PlanParts.Sinks, locked: false, lookOnly: true).ConfigureAwait(false);
            await using var dispose = open.ConfigureAwait(false);
            if (open.Plan is { } plan)
            {
                using var home = new PipelineHome(plan, open.Engine);
                var known = await home.ReadAsync(cancellationToken).ConfigureAwait(false);
                reads["splits"] = new JsonArray([.. PlannedRead.List(plan, known).Select(Read)]);
            }
        }
        catch (FaultException fault)
        {
            findings.Add(new Diagnostic(fault.Code, $"What the next run begins with cannot be told. {fault.Message}") { Severity = DiagnosticSeverity.Warning, Fix = fault.Fix });
        }

        return reads;
    }

    private static JsonObject Read(PlannedRead read) => new()
    {
        ["collector"] = read.Collector,
        ["split"] = read.Split,
        ["bookmark"] = Time(read.Bookmark),
        ["since"] = Time(read.Since),
        ["until"] = Time(read.Until),
        ["goes_on"] = read.GoesOn,
        ["retry"] = read.Retry,
    };

    private static string? Time(DateTimeOffset? moment) => moment is { } set ? JsonOutput.Time(set) : null;

    private static IEnumerable<ComponentDefinition> Components(PipelineDefinition definition) =>
        definition.Collectors.SelectMany(collector => collector.Fallback is { } fallback ? new ComponentDefinition[] { collector, fallback } : [collector])
            .Concat(definition.Processors).Concat(definition.Sinks);
}
