using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Runs a pipeline once.</summary>
internal static class RunCommand
{
    public static Task<int> ExecuteAsync(string path, HostRequest request) => new PipelineVerb
    {
        Locked = true,
        Limit = request.Limit,
        Refused = (run, problems) => RunDocument.Refused(run, Refusal.ExitCodeOf(problems), problems),
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        var (report, document) = await RunExecution.ExecuteAsync(open, plan, RunDetails.Run, request).ConfigureAwait(false);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            RunSummary.Print(request.Console.Out, report);
        }

        return report.ExitCode;
    });
}
