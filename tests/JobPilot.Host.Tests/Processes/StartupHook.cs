using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

/// <summary>The runtime calls it before the program where DOTNET_STARTUP_HOOKS names this assembly: it tells at the end what limit patterns had.</summary>
[SuppressMessage("Design", "CA1050", Justification = "The runtime looks for it outside of any namespace.")]
internal static class StartupHook
{
    public const string Says = "limit of a pattern:";

    public static void Initialize() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Error.WriteLine($"{Says} {new Regex("a").MatchTimeout}");
}
