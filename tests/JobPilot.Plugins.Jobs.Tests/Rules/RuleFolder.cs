using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Rules;

/// <summary>A folder for rule files of a test; gone with it.</summary>
public sealed class RuleFolder : IDisposable
{
    public RuleFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    /// <summary>Context of a component whose working directory the folder is.</summary>
    public ComponentContext Context => TestContext.Create(workingDirectory: Root);

    /// <summary>Writes a rule file, the version before it, and gives the list that names it.</summary>
    public IReadOnlyList<string> Rules(string text, string name = "my.yaml")
    {
        Write(name, "version: 1\n" + text);
        return [name];
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
