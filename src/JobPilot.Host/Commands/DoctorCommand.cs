using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Checks what a run would need: plugins, folders, disk, and what each component says of itself.</summary>
internal static class DoctorCommand
{
    public static async Task<int> ExecuteAsync(string path, HostRequest request, CancellationToken cancellationToken)
    {
        var session = PipelineSession.Create(request);
        var loaded = session.Load(path);
        var checks = new List<(string Check, IReadOnlyList<Diagnostic> Findings)>
        {
            ("pipeline", loaded.Findings),
            ("plugins", session.Catalog.Problems),
        };
        if (loaded.Definition is { } definition)
        {
            checks.Add(("state folder", CheckFolder(StatePaths.State(definition, request.Console.WorkingDirectory), "settings.state")));
            checks.Add(("dead letters", CheckFolder(Path.GetDirectoryName(StatePaths.DeadLetters(definition, request.Console.WorkingDirectory))!, "settings.dead_letters")));
            try
            {
                await CheckComponentsAsync(loaded, definition, session, checks, cancellationToken).ConfigureAwait(false);
            }
            catch (FaultException fault)
            {
                checks.Add(("host", [Refusal.Of(fault)]));
            }
        }

        Print(path, checks, request);
        var errors = checks.SelectMany(check => check.Findings).Where(finding => finding.Severity == DiagnosticSeverity.Error).ToList();
        return loaded.Definition is null ? PipelineSession.ExitCodeOf(loaded)
            : errors.Any(error => !session.Catalog.Problems.Contains(error)) ? ExitCode.Environment : ExitCode.Done;
    }

    private static async Task CheckComponentsAsync(
        LoadResult loaded, PipelineDefinition definition, PipelineSession session, List<(string Check, IReadOnlyList<Diagnostic> Findings)> checks,
        CancellationToken cancellationToken)
    {
        using var standardOutput = session.Request.Json ? StandardOutput.Reserve() : null;
        var run = OpenPipeline.CreateRun(definition, preview: true);
        var open = await OpenPipeline.OpenAsync(loaded, session, run, PlanParts.All, locked: false).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        checks.Add(("components", open.Problems));
        foreach (var (id, component) in Components(open.Plan))
        {
            checks.Add((id, await CheckAsync(component, cancellationToken).ConfigureAwait(false)));
        }
    }

    private static IEnumerable<(string Id, object Component)> Components(PipelinePlan? plan) => plan is null
        ? []
        : plan.Collectors.SelectMany(collector => collector.Fallback is { } fallback ? new[] { collector, fallback } : [collector])
            .Select(collector => (collector.Id, (object)collector.Collector))
            .Concat(plan.Processors.Select(processor => (processor.Id, processor.Processor)))
            .Concat(plan.Sinks.Select(sink => (sink.Id, (object)sink.Sink)));

    private static async ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(object component, CancellationToken cancellationToken)
    {
        try
        {
            return component switch
            {
                ISelfCheck check => await check.CheckAsync(cancellationToken).ConfigureAwait(false),
                ISink sink => await sink.CheckAsync(cancellationToken).ConfigureAwait(false),
                _ => [],
            };
        }
        catch (FaultException fault)
        {
            return [new Diagnostic(fault.Code, fault.Message) { Fix = fault.Fix }];
        }
    }

    private static List<Diagnostic> CheckFolder(string folder, string setting)
    {
        var findings = new List<Diagnostic>();
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        try
        {
            using (File.Create(Path.Combine(existing, $".jobpilot-check-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose))
            {
            }

            findings.AddRange(DiskSpace.Check(existing, new DriveInfo(existing).AvailableFreeSpace, setting));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Diagnostic("doctor.folder_not_writable", $"{existing} cannot be written: {exception.Message}")
            {
                Fix = $"Make it writable, or set {setting} to another folder.",
            });
        }

        return findings;
    }

    private static void Print(string path, List<(string Check, IReadOnlyList<Diagnostic> Findings)> checks, HostRequest request)
    {
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, new JsonObject
            {
                ["path"] = path,
                ["healthy"] = checks.TrueForAll(check => check.Findings.All(finding => finding.Severity != DiagnosticSeverity.Error)),
                ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject { ["check"] = check.Check, ["findings"] = JsonOutput.Of(check.Findings) })]),
            });
            return;
        }

        foreach (var (check, findings) in checks)
        {
            request.Console.Out.WriteLine(TerminalText.Clean($"{(findings.Count == 0 ? "ok  " : findings.Any(finding => finding.Severity == DiagnosticSeverity.Error) ? "FAIL" : "warn")}  {check}"));
            foreach (var finding in findings)
            {
                request.Console.Out.WriteLine(TerminalText.Clean($"      {finding}"));
            }
        }
    }
}
