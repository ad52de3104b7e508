using System.CommandLine;

namespace JobPilot.Host.Commands;

/// <summary>Options that several verbs have, each with one of its own.</summary>
internal static class SharedOptions
{
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Does it without being asked." };

    public static Option<string?> Moment(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "WHEN" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DeadLetters.Moment.Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} takes {DeadLetters.Moment.Form}.");
            }
        });
        return option;
    }
}
