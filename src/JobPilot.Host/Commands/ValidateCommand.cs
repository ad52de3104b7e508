using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>Checks files and prints all findings at once.</summary>
internal static class ValidateCommand
{
    public static int Execute(IReadOnlyList<string> files, HostRequest request)
    {
        var session = PipelineSession.Create(request);
        var code = ExitCode.Done;
        var documents = new JsonArray();
        foreach (var file in files)
        {
            var result = session.Load(file);
            var valid = result.Definition is not null;

            // Configuration before environment: the file's own mistakes are what its author can mend.
            var exit = PipelineSession.ExitCodeOf(result);
            code = code == ExitCode.Configuration || exit == ExitCode.Done ? code : exit;
            if (request.Json)
            {
                documents.Add(new JsonObject { ["path"] = file, ["valid"] = valid, ["findings"] = JsonOutput.Of(result.Findings) });
                continue;
            }

            FindingsPrinter.Print(request.Console.Out, result.Findings);
            if (!request.Quiet)
            {
                request.Console.Out.WriteLine($"{TerminalText.Clean(file)}: {(valid ? "valid" : "not valid")}");
            }
        }

        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, new JsonObject { ["files"] = documents });
        }

        return code;
    }
}
