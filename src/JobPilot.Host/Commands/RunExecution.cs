using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Notifications;
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
        var landed = plan.Landed?.Run;
        var run = landed is null ? plan.Run : new RunInfo(plan.Run.Id, plan.Run.Pipeline, time.GetUtcNow()) { Environment = plan.Run.Environment, Limit = plan.Run.Limit };
        await history.BeginAsync(run, RunDetails.Create(open.Definition, kind, request.Console.WorkingDirectory, landed?.Id).ToJsonString(), CancellationToken.None).ConfigureAwait(false);
        using var signals = new StopSignals(message => open.Services.ConsoleLog.Write(message));
        var notifier = kind == RunDetails.Run ? Notifier(open, run, request, time) : null; // What a replay meets was told when it happened.
        using var runner = new PipelineRunner(plan, notifier is null ? engine : engine with { Told = notifier.Happened });
        var running = runner.RunAsync(signals.Stopping, signals.Aborting);
        await new RunProgressView(runner, request, open.Services.ConsoleLog, time).ShowAsync(running).ConfigureAwait(false);
        var result = await running.ConfigureAwait(false);
        plan.Landing?.End(RunDocument.Name(result.Outcome));
        var report = new RunReport
        {
            Run = run,
            Result = result,
            ExitCode = result.Outcome switch
            {
                RunOutcome.Succeeded => ExitCode.Done,
                RunOutcome.Cancelled => signals.ExitCode ?? ExitCode.Interrupted,
                RunOutcome.Failed when result.FailedAtOpening => ExitCode.Environment,
                _ => ExitCode.Failed,
            },
            Elapsed = time.GetElapsedTime(started),
            Outputs = [.. plan.Sinks.Select(sink => new RunOutput(sink.Id, open.Services.Get<SecretRedactor>().Redact(StandardOutput.LocationOf(sink.Sink, request))))],
            DeadLetters = engine.DeadLetters.Location,
            LogFile = request.LogFile is { } path ? Path.GetFullPath(path, request.Console.WorkingDirectory) : null,
            Diagnostics = [.. new[] { result.Failure }.Concat(result.Warnings).Append(plan.Landing?.Warning).OfType<Diagnostic>()],
        };
        var untold = notifier is null ? [] : await notifier.EndAsync(report, open.Services.Get<SourceHttpClientFactory>().Budgets).ConfigureAwait(false);
        if (untold.Count > 0)
        {
            FindingsPrinter.Print(request.Console.Error, untold);
            report = report with { Diagnostics = [.. report.Diagnostics, .. untold] };
        }

        var document = RunDocument.Create(report);
        if (await EndAsync(history, report, document, time).ConfigureAwait(false) is { } unkept)
        {
            FindingsPrinter.Print(request.Console.Error, [unkept]);
            document["diagnostics"]!.AsArray().Add(JsonOutput.Of(unkept));
        }

        return (report, document);
    }

    private static RunNotifier Notifier(OpenPipeline open, RunInfo run, HostRequest request, TimeProvider time)
    {
        IEnumerable<NotificationSettings> targets = open.Definition.Notifications;
        if (request.Console.Variable(NotificationSender.Variable) is { Length: > 0 } webhook)
        {
            open.Services.Get<SecretRedactor>().Add([webhook]);
            targets = targets.Append(new NotificationSettings { Webhook = new Secret(webhook) });
        }

        var notifier = new RunNotifier(new NotificationSender([.. targets], open.Services.Get<SecretRedactor>().Redact, request.Console.WorkingDirectory), run, time);
        open.Services.Get<SourceHttpClientFactory>().OnBudgetLow(notifier.BudgetLow);
        return notifier;
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
