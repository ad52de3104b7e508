using System.Runtime.CompilerServices;

namespace JobPilot.Tests;

/// <summary>
/// Recorded data that lies beside a checkout (<c>../shared/data</c>) and is never part of it. Tests that read it are skipped where it is absent.
/// </summary>
internal static class SharedData
{
    /// <summary>Folder of the recorded data; null where it is absent. JOBPILOT_SHARED_DATA names another one.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Path of a file or folder; skips the test (a SkippableFact or SkippableTheory) where it is absent.</summary>
    public static string Require(string relativePath)
    {
        var path = Root is null ? null : Path.Combine(Root, relativePath);
        Skip.If(path is null || !(File.Exists(path) || Directory.Exists(path)), $"skipped: the recorded data '{relativePath}' is not beside this checkout.");
        return path!;
    }

    /// <summary>Root folder of the checkout.</summary>
    public static string RepositoryRoot() => Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    /// <summary>Folder of this file.</summary>
    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("JOBPILOT_SHARED_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        var path = Path.Combine(RepositoryRoot(), "..", "shared", "data");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }
}
