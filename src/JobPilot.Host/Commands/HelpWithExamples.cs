using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace JobPilot.Host.Commands;

/// <summary>Adds examples below a verb's help; a verb without its own shows those of the verb that it belongs to.</summary>
internal sealed class HelpWithExamples(HelpAction inner, IReadOnlyDictionary<Command, string> examples) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var group = command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand);
        var text = examples.GetValueOrDefault(command) ?? (group is null ? null : examples.GetValueOrDefault(group));
        if (text is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(text.TrimStart('\n', '\r'));
        }

        return code;
    }
}
