using System.Text.Json.Nodes;
using JobPilot.Engine;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Makes the view of what processors remember anew from the rows of the home.</summary>
internal static class StateRebuildCommand
{
    public static Task<int> ExecuteAsync(string path, HostRequest request, CancellationToken cancellationToken) => new PipelineVerb
    {
        Locked = true,
        Refused = (run, problems) => Document(run.Pipeline, rebuilt: false, problems),
    }.ExecuteAsync(path, request, async (open, plan) =>
    {
        using var runner = new PipelineRunner(plan, open.Engine);
        var (emptied, failure) = await runner.RebuildMemoryAsync(cancellationToken).ConfigureAwait(false);
        return Tell(plan.Run.Pipeline, emptied, failure, request);
    });

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
