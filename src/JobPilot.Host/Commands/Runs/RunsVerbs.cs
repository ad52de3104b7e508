using System.CommandLine;

namespace JobPilot.Host.Commands.Runs;

/// <summary>The verb <c>runs</c> on the command line.</summary>
internal static class RunsVerbs
{
    public const string Examples = """

        Examples:
          jobpilot-host runs list pipelines/jsearch.yaml --limit 5             the last five runs
          jobpilot-host runs show pipelines/jsearch.yaml last --format json    the last one in full
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
        return new Command("runs", "Shows what runs did.") { list, show };
    }
}
