using System.CommandLine;

namespace JobPilot.Host.Commands.Explain;

/// <summary>The verb <c>explain</c> on the command line.</summary>
internal static class ExplainVerb
{
    public const string Examples = """

        Examples:
          jobpilot-host explain 3fa9c1                          where each derived field of a listing comes from
          jobpilot-host explain 3fa9c1 base_salary.annual_min   how one value came about, from the source's record on
          jobpilot-host explain 3fa9c1 skills[3]                one skill: its sentence and what found it
          jobpilot-host explain https://board.example/jobs/17 /title --pipeline pipelines/jsearch.yaml
          jobpilot-host explain duplicate 3fa9c1 77b0e2         why two listings are one opening, or what keeps them apart

        LISTING is an id, the beginning of one, or the listing's URL. Without --pipeline it is looked for in the pipelines of this folder, of pipelines/ and of the
        list of runs, the one that ran last first.
        """;

    public static Command Create(Func<ParseResult, HostRequest> read)
    {
        var (listing, pipeline) = (Listing("LISTING", "Id of the listing, the beginning of it, or its URL."), Pipeline());
        var field = new Argument<string?>("FIELD")
        {
            HelpName = "FIELD",
            Description = "Field as a JSON pointer or dotted name, for instance /skills/3 or base_salary.annual_min; without it all derived fields.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        field.CompletionSources.Add("title", "hiring_organization.name", "locations[0]", "work_mode", "base_salary", "base_salary.annual_min", "skills", "skills[0]", "seniority", "quality.score", "duplicates");
        var command = new Command("explain", "Shows how a value of a listing came about: raw value, rules, sources, confidence, run. Changes and calls nothing.") { listing, field, pipeline };
        command.SetAction((result, cancellation) => ExplainCommand.ExecuteAsync(
            result.GetValue(listing)!, result.GetValue(field), result.GetValue(pipeline), read(result), cancellation));
        command.Subcommands.Add(Duplicate());
        return command;

        Command Duplicate()
        {
            var (first, second, file) = (Listing("A", "One listing: id, beginning of it, or URL."), Listing("B", "The other one."), Pipeline());
            var duplicate = new Command("duplicate", "Says whether two listings are one opening: by which evidence, or what keeps them apart.") { first, second, file };
            duplicate.SetAction((result, cancellation) => ExplainDuplicateCommand.ExecuteAsync(
                result.GetValue(first)!, result.GetValue(second)!, result.GetValue(file), read(result), cancellation));
            return duplicate;
        }
    }

    private static Argument<string> Listing(string name, string description)
    {
        var argument = new Argument<string>(name) { HelpName = name, Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
            {
                result.AddError($"{name} is empty; it takes an id, the beginning of one, or a URL.");
            }
        });
        return argument;
    }

    private static Option<string?> Pipeline() => new("--pipeline") { Description = "The pipeline whose listing it is; found by itself without.", HelpName = "FILE" };
}
