using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JobPilot.Engine;

namespace JobPilot.Host.Commands;

/// <summary>Declares and reads what says which postings a run reads: <c>--full</c>, <c>--since</c>, <c>--until</c>.</summary>
internal sealed class WindowOptions
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Option<bool> _full = new("--full") { Description = "Reads all for once, not only what is new since the last run; what counts as new is set anew at the end." };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "Fills in postings from this date on (2026-11-01, or with a time, UTC), apart from what the next runs read.",
        HelpName = "DATE",
    };

    private readonly Option<string?> _until = new("--until") { Description = "Fills in only postings before this date; belongs to --since.", HelpName = "DATE" };

    /// <summary>Gives a command the three options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_full);
        command.Options.Add(_since);
        command.Options.Add(_until);
        command.Validators.Add(Check);
    }

    /// <summary>Reads what was given; by default what is new.</summary>
    public ReadWindow Read(ParseResult result) => new()
    {
        Full = result.GetValue(_full),
        Since = Parse(result.GetValue(_since)),
        Until = Parse(result.GetValue(_until)),
    };

    private static DateTimeOffset? Parse(string? text) =>
        text is not null && DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && moment >= Earliest
            ? moment
            : null;

    private static string? Word(CommandResult result, Option<string?> option) => result.GetResult(option) is { Tokens: [var token, ..] } ? token.Value : null;

    private void Check(CommandResult result)
    {
        var (since, until) = (Word(result, _since), Word(result, _until));
        foreach (var (option, text) in new[] { (_since, since), (_until, until) })
        {
            if (text is not null && Parse(text) is null)
            {
                result.AddError($"{option.Name} takes a date such as 2026-11-01 or a time such as 2026-11-01T06:00:00Z, from 1970 on, and '{text}' is none.");
                return;
            }
        }

        if (until is not null && since is null)
        {
            result.AddError("--until belongs to --since: say where to begin.");
        }
        else if (since is not null && result.GetResult(_full) is { Implicit: false })
        {
            result.AddError("--full and --since exclude each other: --full reads all, --since only a time that lies behind.");
        }
        else if (Parse(since) > TimeProvider.System.GetUtcNow())
        {
            result.AddError($"--since {since} lies in the future: nothing can be filled in.");
        }
        else if (Parse(since) >= Parse(until))
        {
            result.AddError($"--until {until} must lie behind --since {since}.");
        }
    }
}
