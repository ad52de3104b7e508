using System.Text.Json.Nodes;
using JobPilot.Engine;
using JobPilot.Host.Output;
using JobPilot.Hosting;

namespace JobPilot.Host.Commands;

/// <summary>Runs a plan to its end, shows its progress, heeds signals, and keeps it in the list of runs.</summary>
internal static class RunExecution
{
    public static async Task<(RunReport Report, JsonObject Document)> ExecuteAsync(OpenPipeline open, PipelinePlan plan, string kind, HostRequest request)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var engine = open.Engine;
        var history = open.Services.Get<IRunHistory>();
        await history.BeginAsync(plan.Run, RunDetails.Create(open.Definition, kind).ToJsonString(), CancellationToken.None).ConfigureAwait(false);
        using var signals = new StopSignals(message => open.Services.ConsoleLog.Write(message));
        using var runner = new PipelineRunner(plan, engine);
        var running = runner.RunAsync(signals.Stopping, signals.Aborting);
        await new RunProgressView(runner, request, open.Services.ConsoleLog, time).ShowAsync(running).ConfigureAwait(false);
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

        return (report, document);
    }

    /// <summary>Keeps the run's document. What is committed is committed: a full disk here takes nobody's summary away.</summary>
    private static async ValueTask<Diagnostic?> EndAsync(IRunHistory history, RunReport report, JsonObject document, TimeProvider time)
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
}
