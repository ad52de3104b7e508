using JobPilot.Host.Tests.Commands;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Packaging;

/// <summary>Packages the host that the build of these tests has built.</summary>
internal static class HostProject
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot(), "src", "JobPilot.Host");

    /// <summary>Runs <c>dotnet publish</c>; nothing is built again, and nothing compiled ahead of time.</summary>
    public static Task<string> RunAsync(string verb, string target, params string[] more) => DotnetCommand.RunAsync(
        Folder, [verb, "--no-build", "-c", Configuration, "-o", target, "-p:PublishReadyToRun=false", .. more]);

    private static string Configuration => new DirectoryInfo(HostRun.BuiltHost).Parent!.Name;
}
