using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>What a verb says when the surroundings keep it from its work.</summary>
internal static class Refusal
{
    public static Diagnostic Of(FaultException fault) => new(fault.Code, fault.Message) { Fix = fault.Fix };

    /// <summary>Options that turn out wrong once their templates are filled are configuration; all else is the environment.</summary>
    public static int ExitCodeOf(IReadOnlyList<Diagnostic> problems) =>
        problems.All(problem => problem.Code.StartsWith("options.", StringComparison.Ordinal)) ? ExitCode.Configuration : ExitCode.Environment;

    /// <summary>Prints the problems for people, and the verb's own document where JSON is asked for.</summary>
    public static int Tell(IReadOnlyList<Diagnostic> problems, System.Text.Json.Nodes.JsonObject document, HostRequest request)
    {
        FindingsPrinter.Print(request.Console.Error, problems);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }

        return ExitCodeOf(problems);
    }
}
