using JobPilot.Engine;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Shows the first records after every step. Writes nothing: sinks are not made, and the state store is not opened unless a call needs its budget.</summary>
internal static class PreviewCommand
{
    public static Task<int> ExecuteAsync(string path, int records, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Parts = PlanParts.Collectors | PlanParts.Processors,
        Preview = true,
        Limit = records,
        Refused = PreviewDocument.Refused,
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        try
        {
            var result = await new PipelinePreview(plan, open.Engine).RunAsync(cancellationToken).ConfigureAwait(false);
            Print(result, plan.Run, request);
            return result.Failure is null ? ExitCode.Done : ExitCode.Failed;
        }
        catch (ExpressionException exception)
        {
            IReadOnlyList<Diagnostic> problems = [new Diagnostic("engine.condition", $"The condition of a collector failed: {exception.Message}")];
            Refusal.Tell(problems, PreviewDocument.Refused(plan.Run, problems), request);
            return ExitCode.Failed;
        }
    });

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
