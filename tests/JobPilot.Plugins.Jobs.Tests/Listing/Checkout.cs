namespace JobPilot.Plugins.Jobs.Tests.Listing;

/// <summary>Where the project's own files stand.</summary>
internal static class Checkout
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JobPilot.Framework.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
