using System.CommandLine;

namespace JobPilot.Host.Commands.Positions;

/// <summary>The verb <c>state</c> on the command line.</summary>
internal static class StateVerbs
{
    public const string Examples = """

        Examples:
          jobpilot-host state list pipelines/jsearch.yaml                                   how far each search is
          jobpilot-host state show pipelines/jsearch.yaml --collector jsearch               all that is known of one collector's
          jobpilot-host state set pipelines/jsearch.yaml 12 --collector jsearch --split ID  go on behind this position
          jobpilot-host state reset pipelines/jsearch.yaml --collector jsearch --yes        read it from the start
          jobpilot-host state copy pipelines/jsearch.yaml --from jsearch --to uk            the collector was renamed
          jobpilot-host state export pipelines/jsearch.yaml -o positions.json               keep them in a file
          jobpilot-host state import pipelines/jsearch.yaml positions.json                  take them from it
        """;

    public static Command Create(Func<Argument<string>> pipeline, Func<ParseResult, HostRequest> read)
    {
        var state = new Command("state", "Shows and changes what a pipeline keeps beside its rows: positions and memory.");
        state.Subcommands.Add(Select("list", "Lists the positions in the pipeline's home: collector, split, state, epoch, pass, position.", StateListCommand.ListAsync));
        state.Subcommands.Add(Select("show", "Shows all that is known of each position, with bookmarks and marks of sinks.", StateListCommand.ShowAsync));
        state.Subcommands.Add(Set());
        state.Subcommands.Add(Reset());
        state.Subcommands.Add(Copy());
        state.Subcommands.Add(Export());
        state.Subcommands.Add(Import());
        var file = pipeline();
        var rebuild = new Command("rebuild", "Makes the memory of deduplicate and its like anew from the rows of the database.") { file };
        rebuild.SetAction((result, cancellation) => StateRebuildCommand.ExecuteAsync(result.GetValue(file)!, read(result), cancellation));
        state.Subcommands.Add(rebuild);
        return state;

        Command Select(string name, string description, Func<string, SplitSelection, HostRequest, CancellationToken, Task<int>> execute)
        {
            var (argument, collector, split) = (pipeline(), Collector(), Split());
            var command = new Command(name, description) { argument, collector, split };
            command.SetAction((result, cancellation) => execute(
                result.GetValue(argument)!, new SplitSelection(result.GetValue(collector), result.GetValue(split)), read(result), cancellation));
            return command;
        }

        Command Set()
        {
            var (argument, collector, split) = (pipeline(), Collector(required: true), Split(required: true));
            var position = new Argument<string>("POSITION") { Description = "The position, as the collector writes it: `state show` has examples." };
            var command = new Command("set", "Gives one split's position by hand; the next run goes on behind it.") { argument, position, collector, split };
            command.SetAction((result, cancellation) => StateChangeCommand.SetAsync(
                result.GetValue(argument)!, new SplitName(result.GetValue(collector)!, result.GetValue(split)!), result.GetValue(position)!, read(result), cancellation));
            return command;
        }

        Command Reset()
        {
            var (argument, collector, split, yes) = (pipeline(), Collector(), Split(), SharedOptions.Yes());
            var command = new Command("reset", "Forgets positions and bookmarks: the next run reads from the start. Rows stay.") { argument, collector, split, yes };
            command.SetAction((result, cancellation) => StateChangeCommand.ResetAsync(
                result.GetValue(argument)!, new SplitSelection(result.GetValue(collector), result.GetValue(split)), result.GetValue(yes), read(result), cancellation));
            return command;
        }

        Command Copy()
        {
            var (argument, split) = (pipeline(), Split());
            var from = new Option<string>("--from") { Description = "Id that the collector had.", HelpName = "ID", Required = true };
            var to = new Option<string>("--to") { Description = "Id that it has now.", HelpName = "ID", Required = true };
            var command = new Command("copy", "Moves positions to the new id of a collector that was renamed.") { argument, from, to, split };
            command.SetAction((result, cancellation) => StateChangeCommand.CopyAsync(
                result.GetValue(argument)!, result.GetValue(from)!, result.GetValue(to)!, result.GetValue(split), read(result), cancellation));
            return command;
        }

        Command Export()
        {
            var (argument, collector, split) = (pipeline(), Collector(), Split());
            var output = new Option<string?>("--output", "-o") { Description = "Writes the document to this file instead of standard output.", HelpName = "FILE" };
            var command = new Command("export", "Writes positions as a JSON document.") { argument, collector, split, output };
            command.SetAction((result, cancellation) => StateChangeCommand.ExportAsync(
                result.GetValue(argument)!, new SplitSelection(result.GetValue(collector), result.GetValue(split)), result.GetValue(output), read(result), cancellation));
            return command;
        }

        Command Import()
        {
            var (argument, collector, split) = (pipeline(), Collector(), Split());
            var document = new Argument<string>("FILE") { Description = "What `state export` wrote; - reads standard input." };
            var command = new Command("import", "Reads positions from a JSON document; those that it does not hold stay as they are.") { argument, document, collector, split };
            command.SetAction((result, cancellation) => StateChangeCommand.ImportAsync(
                result.GetValue(argument)!, result.GetValue(document)!, new SplitSelection(result.GetValue(collector), result.GetValue(split)), read(result), cancellation));
            return command;
        }
    }

    private static Option<string?> Collector(bool required = false) => new("--collector") { Description = "Only this collector.", HelpName = "ID", Required = required };

    private static Option<string?> Split(bool required = false) => new("--split") { Description = "Only this split.", HelpName = "ID", Required = required };
}
