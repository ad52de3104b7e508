using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>What is said of a command line that cannot be read. Nothing of it is trusted but the wish for JSON.</summary>
internal static class CommandLineRefusal
{
    private const string Code = "command_line";
    private const string Fix = "Run `jobpilot-host --help` for the verbs and options.";

    /// <summary>Prints the mistakes for people, and one document where the arguments ask for JSON.</summary>
    public static int Tell(IEnumerable<string> mistakes, IReadOnlyList<string> args, HostConsole console)
    {
        var findings = mistakes.Select(mistake => new Diagnostic(Code, OneLine(mistake)) { Fix = Fix }).ToList();
        foreach (var finding in findings)
        {
            console.Error.WriteLine($"error: {Code} {TerminalText.Clean(finding.Message)}");
        }

        console.Error.WriteLine(Fix);
        if (AsksForJson(args))
        {
            JsonOutput.Write(console.Out, Document(ExitCode.Configuration, findings));
        }

        return ExitCode.Configuration;
    }

    /// <summary>The document of a call that no verb could answer.</summary>
    public static JsonObject Document(int exitCode, IReadOnlyList<Diagnostic> findings) => new() { ["exit_code"] = exitCode, ["diagnostics"] = JsonOutput.Of(findings) };

    /// <summary>Whether the arguments ask for JSON, as far as that can be told without reading them.</summary>
    public static bool AsksForJson(IReadOnlyList<string> args) =>
        args.Any(argument => argument is "--format=json" or "--format:json") || args.Zip(args.Skip(1)).Any(pair => pair is ("--format", "json"));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
