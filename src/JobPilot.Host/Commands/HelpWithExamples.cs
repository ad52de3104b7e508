using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace JobPilot.Host.Commands;

/// <summary>Adds examples and exit codes below the root's help.</summary>
internal sealed class HelpWithExamples(HelpAction inner, Command root, string examples) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command == root)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(examples.TrimStart('\n', '\r'));
        }

        return code;
    }
}
