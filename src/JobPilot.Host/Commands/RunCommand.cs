using JobPilot.Engine.Http;
using JobPilot.Engine.Http.Landing;
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
        using var landing = Landing(open, request);
        var (report, document) = await RunExecution.ExecuteAsync(open, plan with { Landing = landing }, RunDetails.Run, request).ConfigureAwait(false);
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

    /// <summary>Keeps the answers of the sources, where the pipeline wants it.</summary>
    private static ResponseLanding? Landing(OpenPipeline open, HostRequest request)
    {
        var settings = open.Definition.Settings.Landing;
        if (!settings.Enabled)
        {
            return null;
        }

        var options = new LandingOptions(StatePaths.Landing(open.Definition, request.Console.WorkingDirectory), settings.Keep, settings.MaxBytes);
        var landing = new ResponseLanding(options, open.Run, TimeProvider.System, open.Services.Get<SecretRedactor>().Redact, open.Services.Loggers);
        open.Services.Get<SourceHttpClientFactory>().Land(landing);
        return landing;
    }
}
