namespace JobPilot.Plugins.Files.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("jobpilot-files-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public ComponentContext Context => Testing.TestContext.Create(workingDirectory: Root);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
