using System.CommandLine;

namespace JobPilot.Host.Commands;

/// <summary>Options that several verbs have, each with one of its own.</summary>
internal static class SharedOptions
{
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Does it without being asked." };
}
