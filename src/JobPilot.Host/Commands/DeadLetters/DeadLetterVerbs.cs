using System.CommandLine;

namespace JobPilot.Host.Commands.DeadLetters;

/// <summary>The verb <c>dead-letters</c> on the command line.</summary>
internal static class DeadLetterVerbs
{
    public const string Examples = """

        Examples:
          jobpilot-host dead-letters list pipelines/jsearch.yaml --since 2d --component validate_job
          jobpilot-host dead-letters show pipelines/jsearch.yaml ID
          jobpilot-host dead-letters replay pipelines/jsearch.yaml --limit 10               ten of them, to see whether it is mended
          jobpilot-host dead-letters replay pipelines/jsearch.yaml                          all
          jobpilot-host dead-letters purge pipelines/jsearch.yaml --older-than 30d --yes    what nobody will look at
        """;

    public static Command Create(Func<Argument<string>> pipeline, Func<ParseResult, HostRequest> read)
    {
        var command = new Command("dead-letters", "Shows, replays and purges the records that a pipeline rejected.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Replay());
        command.Subcommands.Add(Purge());
        return command;

        Command List()
        {
            var (argument, filter) = (pipeline(), new Filter());
            var list = new Command("list", "Lists dead letters: id, component, attempts, reason; with --format json their payloads too. --limit N shows N.") { argument };
            filter.AddTo(list);
            list.SetAction((result, cancellation) => DeadLettersCommand.ListAsync(result.GetValue(argument)!, filter.Read(result, read(result).Limit), read(result), cancellation));
            return list;
        }

        Command Show()
        {
            var argument = pipeline();
            var id = new Argument<string>("ID") { Description = "Id of the letter." };
            var show = new Command("show", "Shows a dead letter with its whole payload.") { argument, id };
            show.SetAction((result, cancellation) => DeadLettersCommand.ShowAsync(result.GetValue(argument)!, result.GetValue(id)!, read(result), cancellation));
            return show;
        }

        Command Replay()
        {
            var (argument, filter) = (pipeline(), new Filter());
            var ids = new Argument<string[]>("ID") { Description = "Ids of letters; all that the filters take where none is given.", Arity = ArgumentArity.ZeroOrMore };
            var replay = new Command("replay", "Sends dead letters through processors and sinks again, as a run of its own; those that come through are removed.") { argument, ids };
            filter.AddTo(replay);
            replay.SetAction((result, cancellation) => DeadLettersCommand.ReplayAsync(
                result.GetValue(argument)!, filter.Read(result, read(result).Limit) with { Ids = result.GetValue(ids) ?? [] }, read(result), cancellation));
            return replay;
        }

        Command Purge()
        {
            var (argument, yes) = (pipeline(), SharedOptions.Yes());
            var all = new Option<bool>("--all") { Description = "Removes all, lines that cannot be read included." };
            var older = MomentOption("--older-than", "Those rejected before: a date, a time, or how long ago (30d).");
            var run = new Option<string?>("--run") { Description = "Those of this run.", HelpName = "RUN" };
            var component = new Option<string?>("--component") { Description = "Those that this component rejected.", HelpName = "ID" };
            var purge = new Command("purge", "Removes dead letters for good.") { argument, all, older, run, component, yes };
            purge.SetAction((result, cancellation) => DeadLettersCommand.PurgeAsync(
                result.GetValue(argument)!,
                new DeadLetterSelection { Run = result.GetValue(run), Component = result.GetValue(component), OlderThan = Parse(result.GetValue(older)) },
                result.GetValue(all), result.GetValue(yes), read(result), cancellation));
            return purge;
        }
    }

    private static Moment? Parse(string? text) => text is null ? null : Moment.Parse(text);

    private static Option<string?> MomentOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "WHEN" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Moment.Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} takes {Moment.Form}.");
            }
        });
        return option;
    }

    /// <summary>The filters that <c>list</c> and <c>replay</c> share.</summary>
    private sealed class Filter
    {
        private readonly Option<string?> _run = new("--run") { Description = "Those of this run.", HelpName = "RUN" };
        private readonly Option<string?> _component = new("--component") { Description = "Those that this component rejected.", HelpName = "ID" };
        private readonly Option<string?> _since = MomentOption("--since", "Those rejected since: a date, a time, or how long ago (2d).");

        public void AddTo(Command command)
        {
            command.Options.Add(_run);
            command.Options.Add(_component);
            command.Options.Add(_since);
        }

        public DeadLetterSelection Read(ParseResult result, long? limit) => new()
        {
            Run = result.GetValue(_run),
            Component = result.GetValue(_component),
            Since = Parse(result.GetValue(_since)),
            Limit = limit,
        };
    }
}
