using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>A verb that works on one open pipeline: loads, opens, does the work, and tells in the verb's own document what kept it from it.</summary>
internal sealed class PipelineVerb
{
    /// <summary>The verb's document where nothing was done.</summary>
    public required Func<RunInfo, IReadOnlyList<Diagnostic>, System.Text.Json.Nodes.JsonObject> Refused { get; init; }

    /// <summary>Components that the verb needs.</summary>
    public PlanParts Parts { get; init; } = PlanParts.All;

    /// <summary>Whether a second host is kept off meanwhile.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether the state store is only read, and not made where it is missing.</summary>
    public bool LookOnly { get; init; }

    /// <summary>Whether the components are told that nothing is to be written.</summary>
    public bool Preview { get; init; }

    /// <summary>Records to collect; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>Runs the verb; returns the exit code.</summary>
    /// <param name="path">The pipeline's file.</param>
    /// <param name="request">The command line.</param>
    /// <param name="work">Does the work over a pipeline whose plan is there.</param>
    public Task<int> ExecuteAsync(string path, HostRequest request, Func<OpenPipeline, PipelinePlan, Task<int>> work) => ExecuteAsync(path, request, async (session, loaded, run) =>
    {
        var open = await OpenPipeline.OpenAsync(loaded, session, run, Parts, Locked, LookOnly).ConfigureAwait(false);
        await using var dispose = open.ConfigureAwait(false);
        return open.Plan is { } plan
            ? await work(open, plan).ConfigureAwait(false)
            : Refusal.Tell(open.Problems, Refused(run, open.Problems), request);
    });

    /// <summary>Runs a verb that opens the pipeline by itself; returns the exit code.</summary>
    /// <param name="path">The pipeline's file.</param>
    /// <param name="request">The command line.</param>
    /// <param name="work">Does the work over a pipeline that was loaded.</param>
    public async Task<int> ExecuteAsync(string path, HostRequest request, Func<PipelineSession, LoadResult, RunInfo, Task<int>> work)
    {
        HostServices.Prepare();
        var session = PipelineSession.Create(request);
        var loaded = session.Load(path);
        if (loaded.Definition is not { } definition)
        {
            return PlanCommand.Refuse(loaded, path, request);
        }

        FindingsPrinter.Print(request.Console.Error, loaded.Findings);
        var run = OpenPipeline.CreateRun(definition, Preview, Limit);
        using var standardOutput = request.Json ? StandardOutput.Reserve() : null;
        try
        {
            return await work(session, loaded, run).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            IReadOnlyList<Diagnostic> problems = [refused.Diagnostic];
            Refusal.Tell(problems, Refused(run, problems), request);
            return refused.ExitCode;
        }
        catch (FaultException fault)
        {
            // The state store, the lock or the log file.
            IReadOnlyList<Diagnostic> problems = [Refusal.Of(fault)];
            return Refusal.Tell(problems, Refused(run, problems), request);
        }
    }
}
