namespace JobPilot.Host.Tests.Packaging;

/// <summary>The host as <c>dotnet publish</c> lays it out, published once for all tests; none of them may change it.</summary>
public sealed class PublishedHost : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("jobpilot-published-").FullName;

    public string Folder => Path.Combine(_root, "host");

    public static string CommandIn(string folder) => Path.Combine(folder, OperatingSystem.IsWindows() ? "jobpilot-host.exe" : "jobpilot-host");

    /// <summary>Copies the published folder, for a test that adds to it.</summary>
    public string CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    public Task InitializeAsync() => HostProject.RunAsync("publish", Folder);

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>What packages the host's project: one at a time, for they share its intermediate files.</summary>
[CollectionDefinition(nameof(PackagingCollection))]
public sealed class PackagingCollection : ICollectionFixture<PublishedHost>;
