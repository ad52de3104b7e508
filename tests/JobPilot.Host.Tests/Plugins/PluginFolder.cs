using JobPilot.Host.Plugins;

namespace JobPilot.Host.Tests.Plugins;

/// <summary>A plugin directory of one test, filled with copies of the built test plugins; removed at the end.</summary>
internal sealed class PluginFolder : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    public string Root { get; } = Directory.CreateTempSubdirectory("jobpilot-plugins-").FullName;

    /// <summary>Copies a plugin with all its files into a folder of its name, or of another one.</summary>
    public string Add(string name, string? folder = null)
    {
        var target = Path.Combine(Root, folder ?? name);
        CopyTo(name, target);
        return target;
    }

    /// <summary>Copies a plugin's files bare into the directory.</summary>
    public void AddBare(string name) => CopyTo(name, Root);

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public PluginCatalog Discover(Version? contract = null) => PluginCatalog.Discover([Root], new SharedAssemblies(contract));

    /// <summary>Findings as a user sees them, one a line, in a stable order, with the directory masked.</summary>
    public string Mask(IEnumerable<Diagnostic> problems) => string.Join("\n", problems.Select(Mask).Order(StringComparer.Ordinal));

    public string Mask(Diagnostic? problem) => problem is null ? "(none)" : $"{problem.Severity} {problem}".Replace(Root, "[plugins]", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void CopyTo(string name, string target)
    {
        var source = Path.Combine(Built, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
