using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>What is said of an exception that a verb did not expect: never a stack trace, and one document where JSON is asked for.</summary>
internal static class HostFailure
{
    /// <summary>Prints it for people, and as a document where that was asked for and none is written yet.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="args">The command line.</param>
    /// <param name="console">Streams.</param>
    /// <param name="output">Standard output.</param>
    public static int Tell(Exception exception, IReadOnlyList<string> args, HostConsole console, WatchedWriter output)
    {
        var (finding, code) = exception is IOException or UnauthorizedAccessException
            ? (new Diagnostic("host.input_output", exception.Message) { Fix = "Check the path, its rights and the disk." }, ExitCode.Environment)
            : (new Diagnostic("host.unexpected", $"{exception.GetType().Name}: {exception.Message}")
            {
                Fix = "This is a mistake in the program; what was committed stays, and the next run goes on there.",
            }, ExitCode.Failed);
        console.Error.WriteLine($"error: {finding.Code} {TerminalText.Clean(finding.Message)} {finding.Fix}");
        if (CommandLineRefusal.AsksForJson(args) && !output.IsUsed)
        {
            JsonOutput.Write(output, CommandLineRefusal.Document(code, [finding]));
        }

        return code;
    }
}
