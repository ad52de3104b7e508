using System.CommandLine;

namespace JobPilot.Host.Commands.Runs;

/// <summary>The verb <c>runs</c> on the command line.</summary>
internal static class RunsVerbs
{
    public const string Examples = """

        Examples:
          jobpilot-host runs list pipelines/jsearch.yaml --limit 5             the last five runs
          jobpilot-host runs show pipelines/jsearch.yaml last --format json    the last one in full
          jobpilot-host runs undo pipelines/jsearch.yaml last --dry-run        what taking it back would do
          jobpilot-host runs undo pipelines/jsearch.yaml RUN --yes             take a run back: rows, memory, positions, files
        """;

    public static Command Create(Func<Argument<string>> pipeline, Func<ParseResult, HostRequest> read)
    {
        var listed = pipeline();
        var list = new Command("list", "Lists runs, the newest first: start, outcome, counts, errors, hash of the configuration. 20 of them, or --limit N.") { listed };
        list.SetAction((result, cancellation) => RunsCommand.ListAsync(result.GetValue(listed)!, read(result), cancellation));
        var shown = pipeline();
        var id = new Argument<string>("RUN") { HelpName = "RUN", Description = "Id of the run, or `last`." };
        id.CompletionSources.Add(RunsCommand.Last);
        var show = new Command("show", "Shows a run: counts and seconds of each component, findings, versions of host and plugins.") { shown, id };
        show.SetAction((result, cancellation) => RunsCommand.ShowAsync(result.GetValue(shown)!, result.GetValue(id)!, read(result), cancellation));
        return new Command("runs", "Shows what runs did, and takes them back.") { list, show, Undo() };

        Command Undo()
        {
            var (argument, yes) = (pipeline(), SharedOptions.Yes());
            var run = new Argument<string>("RUN") { HelpName = "RUN", Description = "Id of the run, or `last`." };
            run.CompletionSources.Add(RunsCommand.Last);
            var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be taken back; changes nothing." };
            var leave = new Option<string[]>("--leave") { Description = "Leaves this sink's output as it is; all else is taken back. May be given again.", HelpName = "SINK" };
            var undo = new Command(
                "undo", "Takes a run back exactly: rows, memory, positions, files and dead letters are as they were. Refused where a later run built on it.") { argument, run, dryRun, leave, yes };
            undo.SetAction((result, cancellation) => UndoCommand.ExecuteAsync(
                result.GetValue(argument)!,
                result.GetValue(run)!,
                new UndoOptions(result.GetValue(dryRun), result.GetValue(yes), (result.GetValue(leave) ?? []).ToHashSet(StringComparer.Ordinal)),
                read(result),
                cancellation));
            return undo;
        }
    }
}
