using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Host.Plugins;

/// <summary>
/// The pinned plugins of <c>plugins.lock</c>: the hash of each file of each plugin's folder. Where the file is there, nothing else loads. Thread-safe.
/// </summary>
/// <remarks>
/// A plugin is hashed right before it is loaded. Who can write into its folder while the host runs can still exchange a dependency that is loaded later.
/// </remarks>
internal sealed class PluginLock
{
    /// <summary>Names another file than <c>plugins.lock</c> of the working directory.</summary>
    public const string Variable = "JOBPILOT_PLUGINS_LOCK";

    public const string FileName = "plugins.lock";

    private const int Version = 1;
    private readonly IReadOnlyList<LockedPlugin> _plugins;
    private readonly Diagnostic? _unreadable;

    private PluginLock(string path, IReadOnlyList<LockedPlugin> plugins, Diagnostic? unreadable = null)
    {
        Path = path;
        _plugins = plugins;
        _unreadable = unreadable;
    }

    /// <summary>Absolute path of the lock file.</summary>
    public string Path { get; }

    /// <summary>Names of the pinned plugins.</summary>
    public IEnumerable<string> Names => _plugins.Select(plugin => plugin.Name);

    /// <summary>Where the lock is looked for and written.</summary>
    public static string PathFor(HostConsole console) =>
        System.IO.Path.GetFullPath(console.Variable(Variable) is { Length: > 0 } named ? named : FileName, console.WorkingDirectory);

    /// <summary>Reads the lock; null where plugins are not pinned. One that is named and missing, or damaged, lets nothing load.</summary>
    public static PluginLock? Read(HostConsole console)
    {
        var path = PathFor(console);
        if (!File.Exists(path) && console.Variable(Variable) is null or "")
        {
            return null;
        }

        try
        {
            return new PluginLock(path, Parse(File.ReadAllText(path)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            return new PluginLock(path, [], PluginProblems.LockUnreadable(path, exception.Message));
        }
    }

    /// <summary>Pins plugins as they lie there.</summary>
    public static PluginLock Of(string path, IEnumerable<PluginAssembly> assemblies) => new(
        path,
        [.. assemblies.OrderBy(assembly => assembly.Name, StringComparer.Ordinal).Select(assembly => new LockedPlugin(assembly.Name, Hashes(assembly)))]);

    /// <summary>Writes the lock in place of an older one.</summary>
    public void Write()
    {
        var plugins = new JsonArray();
        foreach (var plugin in _plugins)
        {
            plugins.Add(new JsonObject
            {
                ["name"] = plugin.Name,
                ["files"] = new JsonObject(plugin.Files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Key, file.Value))),
            });
        }

        var temporary = $"{Path}.new";
        File.WriteAllText(temporary, Output.JsonOutput.ToText(new JsonObject { ["version"] = Version, ["plugins"] = plugins }) + "\n");
        File.Move(temporary, Path, overwrite: true);
    }

    /// <summary>Number of files that are pinned of a plugin.</summary>
    public int FilesOf(string name) => _plugins.FirstOrDefault(plugin => plugin.Name == name)?.Files.Count ?? 0;

    /// <summary>Compares a plugin's folder with what is pinned; null where every file is the pinned one and none is there besides.</summary>
    public Diagnostic? Check(PluginAssembly assembly)
    {
        if (_unreadable is not null)
        {
            return _unreadable;
        }

        if (_plugins.FirstOrDefault(plugin => plugin.Name == assembly.Name) is not { } locked)
        {
            return PluginProblems.NotLocked(assembly.Path, Path);
        }

        IReadOnlyDictionary<string, string> found;
        try
        {
            found = Hashes(assembly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return PluginProblems.Unreadable(assembly.Path, exception.Message);
        }

        foreach (var name in locked.Files.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            var (expected, actual) = (locked.Files.GetValueOrDefault(name), found.GetValueOrDefault(name));
            if (!string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase))
            {
                return PluginProblems.LockMismatch(assembly.Name, System.IO.Path.Combine(Folder(assembly), name), Path, expected, actual);
            }
        }

        return null;
    }

    private static List<LockedPlugin> Parse(string text)
    {
        var root = JsonNode.Parse(text)?.AsObject() ?? throw new FormatException("It is empty.");
        if ((int?)root["version"] is not Version)
        {
            throw new FormatException($"Its version is {root["version"]?.ToJsonString() ?? "missing"}; this host reads version {Version}.");
        }

        var plugins = root["plugins"] ?? throw new FormatException("It names no plugins.");
        return [.. plugins.AsArray().Select(plugin => Parse(plugin?.AsObject() ?? throw new FormatException("A plugin is empty.")))];
    }

    private static LockedPlugin Parse(JsonObject plugin) => new(
        (string?)plugin["name"] ?? throw new FormatException("A plugin has no name."),
        (plugin["files"]?.AsObject() ?? throw new FormatException("A plugin has no files.")).ToDictionary(
            file => file.Key, file => (string?)file.Value ?? "", StringComparer.Ordinal));

    /// <summary>All files of the plugin's folder, whatever they are for: a library that is loaded later lies among them.</summary>
    private static SortedDictionary<string, string> Hashes(PluginAssembly assembly)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folder = Folder(assembly);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(path);
            hashes[System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/')] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(stream))}";
        }

        return hashes;
    }

    private static string Folder(PluginAssembly assembly) => System.IO.Path.GetDirectoryName(assembly.Path)!;

    private sealed record LockedPlugin(string Name, IReadOnlyDictionary<string, string> Files);
}
