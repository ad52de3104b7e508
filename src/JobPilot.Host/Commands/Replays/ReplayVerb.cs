using System.CommandLine;
using System.Globalization;
using JobPilot.Host.Commands.DeadLetters;

namespace JobPilot.Host.Commands.Replays;

/// <summary>The verb <c>replay</c> on the command line.</summary>
internal static class ReplayVerb
{
    public const string Examples = """

        Examples:
          jobpilot-host replay pipelines/jsearch.yaml last                        the last run's answers through processors and sinks again
          jobpilot-host replay pipelines/jsearch.yaml --since 2026-11-01          all runs since then, the oldest first
          jobpilot-host replay pipelines/jsearch.yaml last --diff                 show what would change; nothing is written
          jobpilot-host replay pipelines/jsearch.yaml --since 7d --diff --max-churn 2%    exit with 1 where more would change
          jobpilot-host replay pipelines/jsearch.yaml --sink csv                  give the optional sink csv what it missed
        """;

    public static Command Create(Func<Argument<string>> pipeline, Func<ParseResult, HostRequest> read)
    {
        var argument = pipeline();
        var run = new Argument<string?>("RUN") { HelpName = "RUN", Description = "Id of the run, or `last`.", Arity = ArgumentArity.ZeroOrOne };
        run.CompletionSources.Add(ReplaySelection.Last);
        var since = SharedOptions.Moment("--since", "Runs that began since: a date, a time, or how long ago (7d).");
        var until = SharedOptions.Moment("--until", "Runs that began before: a date, a time, or how long ago.");
        var diff = new Option<bool>("--diff") { Description = "Writes nothing, and shows which rows would change and how." };
        var churn = new Option<string?>("--max-churn") { Description = "With --diff: exits with 1 where a larger share of the rows would change, for instance 2%.", HelpName = "SHARE" };
        churn.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Share(result.Tokens[0].Value) is null)
            {
                result.AddError("--max-churn takes a share from 0% to 100%, for instance 2% or 0.02.");
            }
        });
        var sink = new Option<string?>("--sink") { Description = "Gives this optional sink what it missed in former runs, and nothing else.", HelpName = "ID" };
        var forget = new Option<bool>("--forget") { Description = "With --sink: gives up what the sink missed, and writes nothing." };
        var yes = SharedOptions.Yes();
        var command = new Command("replay", "Sends what sources answered in former runs through collectors, processors and sinks again, as a run of its own; no source is called.")
        {
            argument, run, since, until, diff, churn, sink, forget, yes,
        };
        command.Validators.Add(result =>
        {
            var pays = result.GetResult(sink) is not null;
            if (pays && (result.GetValue(run) is not null || result.GetResult(since) is not null || result.GetResult(until) is not null || result.GetValue(diff)))
            {
                result.AddError("--sink pays all that the sink owes: RUN, --since, --until and --diff do not go with it.");
            }

            if (!pays && (result.GetValue(forget) || result.GetValue(yes)))
            {
                result.AddError("--forget and --yes go with --sink.");
            }

            if (!pays && (result.GetValue(run) is null) == (result.GetResult(since) is null && result.GetResult(until) is null))
            {
                result.AddError("Say what to replay: either a RUN (or `last`), or --since and --until, or --sink.");
            }

            if (result.GetResult(churn) is not null && !result.GetValue(diff))
            {
                result.AddError("--max-churn goes with --diff.");
            }
        });
        command.SetAction((result, cancellation) =>
        {
            if (result.GetValue(sink) is { } owing)
            {
                return result.GetValue(forget)
                    ? SinkPaymentCommand.ForgetAsync(result.GetValue(argument)!, owing, result.GetValue(yes), read(result), cancellation)
                    : SinkPaymentCommand.PayAsync(result.GetValue(argument)!, owing, read(result), cancellation);
            }

            var selection = new ReplaySelection { Run = result.GetValue(run), Since = Parse(result.GetValue(since)), Until = Parse(result.GetValue(until)) };
            return result.GetValue(diff)
                ? ReplayDiffCommand.ExecuteAsync(result.GetValue(argument)!, selection, Share(result.GetValue(churn)), read(result), cancellation)
                : ReplayCommand.ExecuteAsync(result.GetValue(argument)!, selection, read(result));
        });
        return command;
    }

    private static double? Share(string? text)
    {
        var percent = text?.EndsWith('%') ?? false;
        return double.TryParse(text?.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && (percent ? value / 100 : value) is var share and >= 0 and <= 1
            ? share
            : null;
    }

    private static Moment? Parse(string? text) => text is null ? null : Moment.Parse(text);
}
