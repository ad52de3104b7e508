namespace JobPilot.Host.Commands;

/// <summary>Asks before something is thrown away.</summary>
internal static class Confirmation
{
    /// <summary>Asks on a terminal; elsewhere <c>--yes</c> is the only answer.</summary>
    /// <exception cref="RefusedException">The answer is no, or nobody can be asked.</exception>
    public static void Require(HostRequest request, bool yes, string what)
    {
        if (yes || request.Console.Confirm?.Invoke($"{what} Type yes to go on: ") == true)
        {
            return;
        }

        throw RefusedException.Wrong("command_line.needs_yes", $"{what} Nothing was changed.", "Add --yes to do it without being asked.");
    }
}
